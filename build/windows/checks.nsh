; What the installer makes sure of before it changes anything.
; $R0: 1 where the folder is the client's own to write and to take away: its name says so, or what is in it, or nothing is.
!macro IsOwnFolder
  StrCpy $R0 0
  StrLen $9 "\${FOLDER}"
  StrCpy $7 $INSTDIR "" -$9
  ${If} $7 == "\${FOLDER}"
  ${OrIf} ${FileExists} "$INSTDIR\${PROGRAM}"
  ${OrIf} ${FileExists} "$INSTDIR\bin\storage-drive.exe"
    StrCpy $R0 1
  ${Else}
    StrCpy $R0 1
    FindFirst $8 $9 "$INSTDIR\*"
    ${DoWhile} $9 != ""
      ${If} $9 != "."
      ${AndIf} $9 != ".."
      ${AndIf} $9 != "uninstall.exe" ; left by a removal that was told to wait (_?=)
        StrCpy $R0 0
      ${EndIf}
      FindNext $8 $9
    ${Loop}
    FindClose $8
  ${EndIf}
!macroend

!macro GiveUp text code
  MessageBox MB_OK|MB_ICONSTOP "$(${text})" /SD IDOK
  SetErrorLevel ${code}
  Quit
!macroend

; What one of both has installed the other would take away in part.
!macro RefuseBesideMsi
  System::Call 'msi::MsiEnumRelatedProductsW(w "${MSI_UPGRADE_CODE}", i 0, i 0, w .r6) i .r7'
  ${If} $7 == 0
    !insertmacro GiveUp MSI_THERE 2
  ${EndIf}
!macroend

!macro CheckFolder
  ReadRegStr $6 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $6 != ""
  ${AndIf} $6 != $INSTDIR
  ${AndIf} ${FileExists} "$6\${PROGRAM}"
    !insertmacro GiveUp OTHER_FOLDER 2
  ${EndIf}
  !insertmacro IsOwnFolder
  ${If} $R0 == 0
    !insertmacro GiveUp FOREIGN_FOLDER 2
  ${EndIf}
!macroend

; Ends every client, also other people's: first in order, by its own command, then by force. What it keeps survives that.
; And every command that somebody runs.
!macro EndClients
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    nsExec::Exec '"$INSTDIR\bin\storage-drive.exe" quit'
    Pop $R1
    nsExec::Exec 'taskkill /F /IM ${PROGRAM}'
    Pop $R1
    nsExec::Exec 'taskkill /F /IM storage-drive.exe'
    Pop $R1
  ${EndIf}
!macroend

; Waits until a file may be written, at most 20 seconds: who was ended takes a moment, and so does a virus scanner. Gives up
; while nothing was changed.
!macro WaitFor file
  StrCpy $R3 40
  ${DoWhile} ${FileExists} "${file}"
    ClearErrors
    FileOpen $R1 "${file}" a
    ${IfNot} ${Errors}
      FileClose $R1
      ${Break}
    ${EndIf}
    IntOp $R3 $R3 - 1
    ${If} $R3 == 0
      !insertmacro GiveUp IN_USE ${FAILED}
    ${EndIf}
    Sleep 500
  ${Loop}
!macroend
