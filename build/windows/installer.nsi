; The client for all users of a Windows PC. Made by scripts/package/windows.ts, which defines VERSION, FILE_VERSION, SOURCE
; (the client's folder), OUT, PUBLISHER and SIZE_KB. Switches, for the silent form (/S) too:
;   /SERVICE=omakase|cowork|ot|codec   the service that is logged in to
;   /POLICY="C:\path\file.json"        values for all users, in a policy's form; the file is copied
;   /D=C:\folder                       where to, at the first installation: an empty folder, or none yet (the last switch)
;   /NOAUTOSTART                       doesn't start with Windows (an update keeps what was chosen)
;   /NOLAUNCH                          isn't started after the installation; a silent one never starts it
;   /NOUPDATE                          doesn't look for new versions by itself (an update keeps what was chosen)
; The client's own update (electron-updater, NsisUpdater) says --updated /S --force-run, and is started again.
; The uninstaller: /S, /FORGET (a client that runs gives back its session and deletes what the PC keeps of it). Ends with
; 3010 where Windows takes away what is in use at its next start.
; Ends with 0; with 2 for a switch that can't be right and where the MSI has installed the client, then nothing was
; changed; with 1603 where files couldn't be written, as Windows' own installer does.
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
SetCompressor /SOLID ${COMPRESSOR}
RequestExecutionLevel admin
!include LogicLib.nsh
!include MUI2.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh
!include "path.nsh"
!include "switches.nsh"
!include "checks.nsh"

!define NAME "storage-service-drive"
!define PROGRAM "${NAME}.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define LINK_KEY "Software\Classes\storage-drive"
!define FOLDER "Storage Service Drive"
!define MSI_UPGRADE_CODE "{7B0C1D52-6A0E-4F0B-9D0A-3C5A2F6F9B11}" ; product.wxs
; ERROR_INSTALL_FAILURE, ERROR_SUCCESS_REBOOT_REQUIRED (learn.microsoft.com, MsiExec.exe error codes)
!define FAILED 1603
!define RESTART 3010

Name "$(PRODUCT)"
OutFile "${OUT}"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif
InstallDir "$PROGRAMFILES64\${FOLDER}"
InstallDirRegKey HKLM "${UNINSTALL_KEY}" "InstallLocation"
AllowSkipFiles off ; a silent installation would leave out what it can't write, and end with 0
BrandingText " "
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${FILE_VERSION}"
VIAddVersionKey /LANG=0 ProductName "ストレージサービスドライブ"
VIAddVersionKey /LANG=0 FileDescription "ストレージサービスドライブ インストーラー"
VIAddVersionKey /LANG=0 FileVersion "${VERSION}"
VIAddVersionKey /LANG=0 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=0 CompanyName "${PUBLISHER}"
VIAddVersionKey /LANG=0 LegalCopyright ""
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION Launch
!insertmacro MUI_PAGE_INSTFILES
!define MUI_PAGE_CUSTOMFUNCTION_PRE skipFinish
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE Japanese
!insertmacro MUI_LANGUAGE English

!include "texts.nsh"

Var Service
Var Policy
Var Autostart ; 0: not with Windows; 1: with Windows
Var Launch
Var NoUpdate
Var ForceRun
Var Forget
Var IsUpdate

!macro InstallerSwitches
  !insertmacro SwitchWithValue SERVICE $Service
  !insertmacro SwitchWithValue POLICY $Policy
  !insertmacro Switch NOAUTOSTART $Autostart 0
  !insertmacro Switch NOLAUNCH $Launch 0
  !insertmacro Switch NOUPDATE $NoUpdate 1
  ${If} $6 == "--updated"
    StrCpy $8 1
  ${ElseIf} $6 == "--force-run"
    StrCpy $ForceRun 1
    StrCpy $8 1
  ${EndIf}
!macroend

!macro UninstallerSwitches
  !insertmacro Switch FORGET $Forget 1
!macroend

Function .onInit
  SetRegView 64
  SetShellVarContext all
  ReadRegStr $IsUpdate HKLM "${UNINSTALL_KEY}" "DisplayVersion"
  StrCpy $Autostart 1
  ${If} $IsUpdate != ""
    ReadRegStr $R1 HKLM "${RUN_KEY}" "${NAME}"
    ${If} $R1 == ""
      StrCpy $Autostart 0
    ${EndIf}
  ${EndIf}
  StrCpy $Launch 1
  !insertmacro Switches InstallerSwitches
  ${If} $Service != ""
  ${AndIf} $Service S!= "omakase"
  ${AndIf} $Service S!= "cowork"
  ${AndIf} $Service S!= "ot"
  ${AndIf} $Service S!= "codec"
    !insertmacro GiveUp WRONG_SERVICE 2
  ${EndIf}
  ${If} $Policy != ""
    GetFullPathName $Policy "$Policy" ; from here; later another folder is the present one
    ${If} $Policy == ""
    ${OrIf} ${FileExists} "$Policy\*.*"
    ${OrIfNot} ${FileExists} "$Policy"
      !insertmacro GiveUp WRONG_POLICY 2
    ${EndIf}
  ${EndIf}
  !insertmacro CheckFolder
  !insertmacro RefuseBesideMsi
FunctionEnd

; Windows shows notifications of programs alone whose shortcut has their ID (learn.microsoft.com, AppUserModelID).
!macro ShortcutId
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Load} $1 '("$SMPROGRAMS\$(PRODUCT).lnk",${STGM_READWRITE})'
      ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
      ${If} $2 P<> 0
        System::Call 'oleaut32::SysAllocString(w"${NAME}")p.r3'
        System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
        System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_BSTR},,pr3)p.r5'
        ${IPropertyStore::SetValue} $2 '($4,$5)'
        System::Call 'oleaut32::SysFreeString(pr3)'
        System::Free $4
        System::Free $5
        ${IPropertyStore::Commit} $2 ""
        ${IUnknown::Release} $2 ""
        ${IPersistFile::Save} $1 '("$SMPROGRAMS\$(PRODUCT).lnk",1)'
      ${EndIf}
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
!macroend

Section
  !insertmacro EndClients
  !insertmacro WaitFor "$INSTDIR\${PROGRAM}"
  !insertmacro WaitFor "$INSTDIR\bin\storage-drive.exe"
  !insertmacro WaitFor "$INSTDIR\resources\app.asar"
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\resources"
  File /r "${SOURCE}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ; By this the client knows that it may keep itself new (src/main/update/package-setup.ts); an MSI's may not.
  FileOpen $0 "$INSTDIR\resources\package-type" w
  FileWrite $0 "nsis"
  FileClose $0

  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayName" "$(PRODUCT)"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoRepair" 1

  ; The client reads this key as what its installer said. An update keeps what no switch names.
  ${If} $Service != ""
    WriteRegStr HKLM "Software\${NAME}" "service" "$Service"
  ${EndIf}
  ${If} $NoUpdate == 1
    WriteRegStr HKLM "Software\${NAME}" "updates" "off"
  ${EndIf}
  ${If} $Policy != ""
    CopyFiles /SILENT "$Policy" "$INSTDIR\installer.json"
    WriteRegStr HKLM "Software\${NAME}" "policyFile" "$INSTDIR\installer.json"
  ${EndIf}

  ${If} $Autostart == 1
    WriteRegStr HKLM "${RUN_KEY}" "${NAME}" '"$INSTDIR\${PROGRAM}" --background'
  ${Else}
    DeleteRegValue HKLM "${RUN_KEY}" "${NAME}"
  ${EndIf}
  WriteRegStr HKLM "${LINK_KEY}" "" "URL:Storage Service Drive"
  WriteRegStr HKLM "${LINK_KEY}" "URL Protocol" ""
  WriteRegStr HKLM "${LINK_KEY}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  CreateShortcut "$SMPROGRAMS\$(PRODUCT).lnk" "$INSTDIR\${PROGRAM}"
  !insertmacro ShortcutId
  !insertmacro AddToPath "$INSTDIR\bin"
SectionEnd

; As the person at the screen, not as the administrator who installs: Explorer starts it.
Function Launch
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\${PROGRAM}"'
FunctionEnd

Function .onInstFailed
  SetErrorLevel ${FAILED}
FunctionEnd

Function .onInstSuccess
  ${If} $ForceRun == 1
    Call Launch
  ${EndIf}
FunctionEnd

Function skipFinish
  ${If} $Launch == 0
    Abort
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext all
  StrCpy $Forget 0
  !insertmacro Switches UninstallerSwitches
  !insertmacro IsOwnFolder
  ${If} $R0 == 0
    !insertmacro GiveUp FOREIGN_REMOVAL 2
  ${EndIf}
FunctionEnd

; What people chose for themselves, as far as they are logged on (or Windows has read their part of the registry).
!macro DeleteOwnAutostarts
  StrCpy $R2 0
  ${Do}
    EnumRegKey $R3 HKU "" $R2
    DeleteRegValue HKU "$R3\${RUN_KEY}" "${NAME}"
    IntOp $R2 $R2 + 1
  ${LoopUntil} $R3 == ""
!macroend

Section un.Client
  ${IfNot} ${Silent}
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(ASK_FORGET)" IDNO +2
    StrCpy $Forget 1
  ${EndIf}
  ${If} $Forget == 1
    nsExec::Exec '"$INSTDIR\bin\storage-drive.exe" logout --forget'
    Pop $R1
    ${If} $R1 != 0
      MessageBox MB_OKCANCEL|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(NOT_FORGOTTEN)" /SD IDOK IDOK +2
      Quit
    ${EndIf}
  ${EndIf}
  !insertmacro EndClients
  DeleteRegValue HKLM "${RUN_KEY}" "${NAME}"
  !insertmacro DeleteOwnAutostarts
  DeleteRegKey HKLM "${LINK_KEY}"
  DeleteRegKey HKLM "Software\${NAME}"
  DeleteRegKey HKLM "${UNINSTALL_KEY}"
  ; Made in the language of whoever installed it.
  Delete "$SMPROGRAMS\ストレージサービスドライブ.lnk"
  Delete "$SMPROGRAMS\Storage Service Drive.lnk"
  !insertmacro RemoveFromPath "$INSTDIR\bin"
  RMDir /r "$INSTDIR"
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
  ${OrIf} ${FileExists} "$INSTDIR\bin\*.*"
  ${OrIf} ${FileExists} "$INSTDIR\resources\*.*"
    RMDir /r /REBOOTOK "$INSTDIR"
    SetErrorLevel ${RESTART}
  ${EndIf}
SectionEnd
