; The client for all users of a Windows PC. Made by scripts/package/windows.ts, which defines VERSION, FILE_VERSION, SOURCE
; (the client's folder), OUT and SIZE_KB. Switches, for the silent form (/S) too:
;   /SERVICE=omakase|cowork|ot|codec   the service that is logged in to
;   /POLICY="C:\path\file.json"        values for all users, in a policy's form; the file is copied
;   /NOAUTOSTART                       doesn't start with Windows (an update keeps what was chosen)
;   /NOLAUNCH                          isn't started after the installation; a silent one never starts it
;   /NOUPDATE                          doesn't look for new versions by itself (an update keeps what was chosen)
; The client's own update (electron-updater, NsisUpdater) says --updated /S --force-run, and is started again.
; The uninstaller: /S, /FORGET (gives back this PC's session and deletes what it keeps of it).
; Ends with 0, or with 2 for a switch that can't be right; then nothing was changed.
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

!define NAME "storage-service-drive"
!define PROGRAM "${NAME}.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define LINK_KEY "Software\Classes\storage-drive"

Name "$(PRODUCT)"
OutFile "${OUT}"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif
InstallDir "$PROGRAMFILES64\Storage Service Drive"
BrandingText " "
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${FILE_VERSION}"
VIAddVersionKey /LANG=0 ProductName "ストレージサービスドライブ"
VIAddVersionKey /LANG=0 FileDescription "ストレージサービスドライブ インストーラー"
VIAddVersionKey /LANG=0 FileVersion "${VERSION}"
VIAddVersionKey /LANG=0 ProductVersion "${VERSION}"
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

LangString PRODUCT ${LANG_JAPANESE} "ストレージサービスドライブ"
LangString PRODUCT ${LANG_ENGLISH} "Storage Service Drive"
LangString WRONG_SERVICE ${LANG_JAPANESE} "/SERVICE には omakase、cowork、ot、codec のいずれかを指定してください。何も変更していません。"
LangString WRONG_SERVICE ${LANG_ENGLISH} "Give /SERVICE one of omakase, cowork, ot, codec. Nothing was changed."
LangString WRONG_POLICY ${LANG_JAPANESE} "/POLICY に指定したファイルがありません。パスを引用符で囲んで指定してください。何も変更していません。"
LangString WRONG_POLICY ${LANG_ENGLISH} "The file that /POLICY names isn't there. Give its path in quotation marks. Nothing was changed."
LangString UNKNOWN_SWITCH ${LANG_JAPANESE} "次の指定は使用できません。何も変更していません。"
LangString UNKNOWN_SWITCH ${LANG_ENGLISH} "This switch isn't known. Nothing was changed."
LangString ASK_FORGET ${LANG_JAPANESE} "このPCに保存したログイン情報も消去しますか。$\r$\n「いいえ」を選ぶと、再インストール後に入力なしでログインできます。"
LangString ASK_FORGET ${LANG_ENGLISH} "Delete this PC's stored login as well?$\r$\nWith “No”, nothing needs typing after the client is installed again."

Var Service
Var Policy
Var Autostart ; 0: not with Windows; 1: with Windows
Var Launch
Var NoUpdate
Var ForceRun
Var Forget
Var IsUpdate

; Goes through the switches as every other program of Windows has them, however somebody quoted them; NSIS' own GetOptions
; passes over one that is quoted as a whole. One that isn't known ends it: what IT asked for mustn't be left out in silence.
!macro Switches known
  System::Call 'kernel32::GetCommandLineW() p .r0'
  System::Call 'shell32::CommandLineToArgvW(p r0, *i .r1) p .r2'
  StrCpy $3 1
  ${While} $3 < $1
    IntOp $4 $3 * ${NSIS_PTR_SIZE}
    IntPtrOp $4 $2 + $4
    System::Call '*$4(p .r5)'
    System::Call '*$5(&w${NSIS_MAX_STRLEN} .r6)'
    StrCpy $7 $6 3
    ${If} $7 == "/D="
    ${OrIf} $7 == "_?="
      ${Break} ; NSIS' own, to the end of the line
    ${EndIf}
    StrCpy $8 0
    ${If} $6 == "/S"
    ${OrIf} $6 == "/NCRC"
      StrCpy $8 1
    ${EndIf}
    !insertmacro ${known}
    ${If} $8 == 0
      MessageBox MB_OK|MB_ICONSTOP "$(UNKNOWN_SWITCH)$\r$\n$6" /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
    IntOp $3 $3 + 1
  ${EndWhile}
  System::Call 'kernel32::LocalFree(p r2)'
!macroend

!macro Switch name var value
  ${If} $6 == "/${name}"
    StrCpy ${var} ${value}
    StrCpy $8 1
  ${EndIf}
!macroend

!macro SwitchWithValue name var
  StrLen $9 "/${name}="
  StrCpy $7 $6 $9
  ${If} $7 == "/${name}="
    StrCpy ${var} $6 "" $9
    StrCpy $8 1
  ${EndIf}
!macroend

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
    MessageBox MB_OK|MB_ICONSTOP "$(WRONG_SERVICE)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  ${If} $Policy != ""
  ${AndIfNot} ${FileExists} "$Policy"
    MessageBox MB_OK|MB_ICONSTOP "$(WRONG_POLICY)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

; Ends every client, also other people's: first in order, by its own command, then by force. What it keeps survives that.
!macro EndClients
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    nsExec::Exec '"$INSTDIR\bin\storage-drive.exe" quit'
    Pop $R1
    nsExec::Exec 'taskkill /F /T /IM ${PROGRAM}'
    Pop $R1
  ${EndIf}
!macroend

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
FunctionEnd

Section un.Client
  ${IfNot} ${Silent}
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(ASK_FORGET)" IDNO +2
    StrCpy $Forget 1
  ${EndIf}
  ${If} $Forget == 1
    nsExec::Exec '"$INSTDIR\bin\storage-drive.exe" logout --forget'
    Pop $R1
  ${EndIf}
  !insertmacro EndClients
  DeleteRegValue HKLM "${RUN_KEY}" "${NAME}"
  DeleteRegValue HKCU "${RUN_KEY}" "${NAME}" ; chosen by the person
  DeleteRegKey HKLM "${LINK_KEY}"
  DeleteRegKey HKLM "Software\${NAME}"
  DeleteRegKey HKLM "${UNINSTALL_KEY}"
  ; Made in the language of whoever installed it.
  Delete "$SMPROGRAMS\ストレージサービスドライブ.lnk"
  Delete "$SMPROGRAMS\Storage Service Drive.lnk"
  !insertmacro RemoveFromPath "$INSTDIR\bin"
  RMDir /r "$INSTDIR"
SectionEnd
