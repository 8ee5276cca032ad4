; The setup program: for one user, without an administrator, without a network.
; `setup.exe /S` installs silently, `/D=folder` (last, unquoted) chooses the folder; `uninstall.exe /S` removes.
; NAME, VERSION, STAGE, TARGET, SIZE (KB) and ROOT come from installer/packing.py.

Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetCompressorDictSize 32 ; MB; more is needed to unpack
SetDatablockOptimize on

!include MUI2.nsh
!include WinVer.nsh

!define ICON "${ROOT}\resources\icons\castforms.ico"
!define CLASSES "Software\Classes"
!define TYPE "castforms.draft"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\castforms"
!define COMMAND '"$INSTDIR\runtime\pythonw.exe" "$INSTDIR\app\main.py"'
!define SHORTCUT "$SMPROGRAMS\${NAME}.lnk"

Name "${NAME}"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\castforms"
InstallDirRegKey HKCU "${ENTRY}" "InstallLocation"
BrandingText "castforms ${VERSION}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION Start
!define MUI_FINISHPAGE_SHOWREADME
!define MUI_FINISHPAGE_SHOWREADME_TEXT "在桌面上放一个快捷方式(&D)"
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION PutOnDesktop
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductName" "${NAME}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileDescription" "${NAME} 安装程序"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "InternalName" "castforms"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "LegalCopyright" "castforms, MIT"

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_ICONSTOP|MB_OK "${NAME} 需要 Windows 10（1809）或更新的版本。" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

; A program that runs cannot be opened for writing.
!macro AskToClose
  retry:
  IfFileExists "$INSTDIR\runtime\pythonw.exe" 0 closed
  ClearErrors
  FileOpen $0 "$INSTDIR\runtime\pythonw.exe" a
  IfErrors 0 free
    MessageBox MB_ICONEXCLAMATION|MB_RETRYCANCEL "${NAME} 正在运行。请先关闭它，再按“重试”。" /SD IDCANCEL IDRETRY retry
    SetErrorLevel 3
    Quit
  free:
  FileClose $0
  closed:
!macroend

; Only the program's own folders: what else lies there, and all drafts, stay.
!macro RemoveProgram
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\app"
  Delete "$INSTDIR\${NAME}.cmd"
!macroend

!macro TellExplorer
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)" ; SHCNE_ASSOCCHANGED
!macroend

Section
  !insertmacro AskToClose
  IfFileExists "$INSTDIR\uninstall.exe" ours
  FindFirst $0 $1 "$INSTDIR\*"
  next:
    StrCmp $1 "" empty
    StrCmp $1 "." follow
    StrCmp $1 ".." follow
      FindClose $0
      MessageBox MB_ICONSTOP|MB_OK "文件夹 $INSTDIR 里已有其他文件。请选择一个空文件夹。" /SD IDOK
      SetErrorLevel 4
      Quit
    follow:
    FindNext $0 $1
    Goto next
  empty:
  FindClose $0
  ours:
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${STAGE}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  SetOutPath "$INSTDIR\app"
  CreateShortcut "${SHORTCUT}" "$INSTDIR\runtime\pythonw.exe" '"$INSTDIR\app\main.py"' "$INSTDIR\app\resources\icons\castforms.ico"

  WriteRegStr HKCU "${CLASSES}\.castform" "" "${TYPE}"
  WriteRegStr HKCU "${CLASSES}\.castform\OpenWithProgids" "${TYPE}" ""
  WriteRegStr HKCU "${CLASSES}\${TYPE}" "" "公文表单填报文件"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\DefaultIcon" "" "$INSTDIR\app\resources\icons\castforms.ico"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\shell\open" "FriendlyAppName" "${NAME}"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\shell\open\command" "" '${COMMAND} "%1"'
  !insertmacro TellExplorer

  WriteRegStr HKCU "${ENTRY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\app\resources\icons\castforms.ico"
  WriteRegStr HKCU "${ENTRY}" "Publisher" "castforms"
  WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${ENTRY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
SectionEnd

Function Start
  SetOutPath "$INSTDIR\app"
  Exec '${COMMAND}'
FunctionEnd

Function PutOnDesktop
  SetOutPath "$INSTDIR\app"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\runtime\pythonw.exe" '"$INSTDIR\app\main.py"' "$INSTDIR\app\resources\icons\castforms.ico"
FunctionEnd

Section Uninstall
  !insertmacro AskToClose
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "${SHORTCUT}"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey HKCU "${ENTRY}"
  DeleteRegKey HKCU "${CLASSES}\${TYPE}"
  DeleteRegValue HKCU "${CLASSES}\.castform\OpenWithProgids" "${TYPE}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.castform\OpenWithProgids"
  ReadRegStr $0 HKCU "${CLASSES}\.castform" ""
  StrCmp $0 "${TYPE}" 0 other
    DeleteRegKey HKCU "${CLASSES}\.castform"
  other:
  !insertmacro TellExplorer
SectionEnd
