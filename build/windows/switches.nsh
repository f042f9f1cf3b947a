; How the installer reads its command line.
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
    ${If} $7 == "_?="
      ${Break} ; NSIS' own, to the end of the line
    ${ElseIf} $7 == "/D="
      StrCpy $R2 $6 "" 3
      StrCpy $7 $R2 1 -1
      ${If} $7 == "\"
        StrCpy $R2 $R2 -1
      ${EndIf}
      StrLen $9 $R2
      StrCpy $7 $INSTDIR $9
      ${If} $9 > 0
      ${AndIf} $7 == $R2
        ${Break} ; the same
      ${EndIf}
      StrCpy $INSTDIR $R2 ; in quotation marks as a whole, which NSIS passes over
      StrCpy $8 1
    ${Else}
      StrCpy $8 0
    ${EndIf}
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
  ${AndIf} $6 != $7
    StrCpy ${var} $6 "" $9
    StrCpy $8 1
  ${EndIf}
!macroend
