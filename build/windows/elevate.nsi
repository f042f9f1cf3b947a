; elevate.exe PROGRAM ARGUMENT…: runs a program as an administrator, once the person has let Windows do so.
; electron-updater starts an installer for all users by it (NsisUpdater, doInstall). Made by scripts/package/windows.ts,
; which defines OUT.
Target amd64-unicode
ManifestSupportedOS Win10
RequestExecutionLevel user
SilentInstall silent
Name "elevate"
OutFile "${OUT}"
!include LogicLib.nsh

Section
  System::Call 'kernel32::GetCommandLineW() w .r0'
  System::Call 'shell32::CommandLineToArgvW(w r0, *i .r1) p .r2'
  IntPtrOp $3 $2 + ${NSIS_PTR_SIZE}
  System::Call '*$3(w .r4)' ; the program
  System::Call 'kernel32::LocalFree(p r2)'
  ; What it gets, as it is quoted: NSIS' installers pass over a /S in quotation marks.
  System::Call 'shlwapi::PathGetArgsW(w r0) w .r5'
  System::Call 'shlwapi::PathGetArgsW(w r5) w .r6'
  ClearErrors
  ExecShell "runas" "$4" "$6"
  ${If} ${Errors}
    SetErrorLevel 1
  ${EndIf}
SectionEnd
