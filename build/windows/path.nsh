; The machine's PATH. Texts of NSIS end after 1,024 characters, and a PATH may be longer: it is read, changed and written in
; memory of its own, and no text of NSIS ever holds it.
!define ENVIRONMENT_KEY "SYSTEM\CurrentControlSet\Control\Session Manager\Environment"
!define PATH_BYTES 131072
!define PATH_BYTES_OF_VALUE 120000
!define HKLM_ROOT 0x80000002
!define KEY_READ_WRITE_64 0x2011F ; KEY_READ | KEY_SET_VALUE | KEY_WOW64_64KEY
!define EXPAND_SZ 2

; $1: the key, $2: the buffer with ";PATH;" in it; $1 is 0 where there is none
!macro ReadPath
  StrCpy $2 0
  System::Call 'advapi32::RegOpenKeyExW(p ${HKLM_ROOT}, w "${ENVIRONMENT_KEY}", i 0, i ${KEY_READ_WRITE_64}, *p .r1) i .r3'
  ${If} $3 == 0
    System::Alloc ${PATH_BYTES}
    Pop $2
    System::Call 'kernel32::lstrcpyW(p r2, w ";")'
    IntPtrOp $4 $2 + 2
    System::Call 'advapi32::RegQueryValueExW(p r1, w "Path", p 0, p 0, p r4, *i ${PATH_BYTES_OF_VALUE}) i .r3'
    System::Call 'kernel32::lstrcatW(p r2, w ";")'
  ${Else}
    StrCpy $1 0
  ${EndIf}
!macroend

!macro WritePath
  ; Without the ";" at both ends.
  System::Call 'kernel32::lstrlenW(p r2) i .r5'
  IntOp $5 $5 - 1
  IntOp $6 $5 * 2
  IntPtrOp $7 $2 + $6
  System::Call '*$7(&i2 0)'
  IntPtrOp $4 $2 + 2
  System::Call 'advapi32::RegSetValueExW(p r1, w "Path", i 0, i ${EXPAND_SZ}, p r4, i r6) i .r3'
  ; Programs that run are told, as Windows' own dialog does (WM_SETTINGCHANGE).
  SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=2000
!macroend

!macro DonePath
  ${If} $2 P<> 0
    System::Free $2
  ${EndIf}
  ${If} $1 P<> 0
    System::Call 'advapi32::RegCloseKey(p r1)'
  ${EndIf}
!macroend

!macro AddToPath folder
  !insertmacro ReadPath
  ${If} $1 P<> 0
    System::Call 'shlwapi::StrStrIW(p r2, w ";${folder};") p .r8'
    ${If} $8 P= 0
      System::Call 'kernel32::lstrcatW(p r2, w "${folder};")'
      !insertmacro WritePath
    ${EndIf}
  ${EndIf}
  !insertmacro DonePath
!macroend

!macro RemoveFromPath folder
  !insertmacro ReadPath
  ${If} $1 P<> 0
    System::Call 'shlwapi::StrStrIW(p r2, w ";${folder};") p .r8'
    ${If} $8 P<> 0
      StrLen $9 ";${folder}"
      IntOp $9 $9 * 2
      IntPtrOp $9 $8 + $9
      System::Call 'kernel32::lstrlenW(p r9) i .r5'
      IntOp $5 $5 + 1
      IntOp $5 $5 * 2
      System::Call 'kernel32::RtlMoveMemory(p r8, p r9, p r5)'
      !insertmacro WritePath
    ${EndIf}
  ${EndIf}
  !insertmacro DonePath
!macroend
