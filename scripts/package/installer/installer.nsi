; Installs a folder for one Windows account, without administrator's rights, and takes away just what it installed.
; build.mjs writes what stands before it: what is installed, its version, and the lists of files (PutAside, EachFile and others).
;
; New files are put aside in $INSTDIR\~new until all are written, so that a full disk costs nobody what they had. Then the
; uninstaller of the version that is there removes its files, and the new ones are moved into their places.
;
; Exit codes: 0 done, 1 cancelled, 2 could not, 3 the app is running, 4 the folder holds something else.
; Silent: /S, and /D=FOLDER as the last word, without quotes. The uninstaller keeps what the app keeps for people, unless
; told /DELETEDATA. (https://nsis.sourceforge.io/Docs/)

Unicode true
RequestExecutionLevel user
; A file that was cut or changed on its way is refused, whatever the command line says.
CRCCheck force
; A file that can't be written ends it: half of an app is none.
AllowSkipFiles off
ManifestDPIAware true
ManifestSupportedOS Win10

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define UNINSTALLER "Uninstall ${PRODUCT}.exe"
!define LINK "$SMPROGRAMS\${PRODUCT}.lnk"

Name "${PRODUCT}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${PRODUCT}"
InstallDirRegKey HKCU "${KEY}" InstallLocation
BrandingText " "
VIProductVersion "${NUMBERS}.0"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"

!define MUI_PAGE_CUSTOMFUNCTION_LEAVE LeaveDirectory
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
UninstPage custom un.Ask un.LeaveAsk
!insertmacro MUI_UNPAGE_INSTFILES

; The first is for Windows in any other language.
!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE SimpChinese
!include words.nsh

!macro About LANGUAGE
  VIAddVersionKey /LANG=${LANGUAGE} ProductName "${PRODUCT}"
  VIAddVersionKey /LANG=${LANGUAGE} ProductVersion "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} FileVersion "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} FileDescription "${PRODUCT}"
  VIAddVersionKey /LANG=${LANGUAGE} CompanyName "${PUBLISHER}"
  VIAddVersionKey /LANG=${LANGUAGE} LegalCopyright "${PUBLISHER}"
!macroend
!insertmacro About ${LANG_ENGLISH}
!insertmacro About ${LANG_SIMPCHINESE}

; "aside" while all that was written lies in ~new, "moving" once it leaves there.
Var Phase
; Where the registry says that it is installed; empty for nowhere.
Var Old
Var ExitCode
Var Box
Var DeleteData

; Ends it with a sentence and an exit code.
!macro Fail CODE SENTENCE
  SetErrorLevel ${CODE}
  MessageBox MB_OK|MB_ICONEXCLAMATION "${SENTENCE}" /SD IDOK
  SetDetailsPrint both
  Abort "${SENTENCE}"
!macroend

; Windows lets nobody write to a program that runs.
!macro RefuseIfRunning FILE
  ${Do}
    ${IfNotThen} ${FileExists} "$INSTDIR\${FILE}" ${|} ${ExitDo} ${|}
    ClearErrors
    FileOpen $0 "$INSTDIR\${FILE}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(running)" /SD IDCANCEL IDRETRY +3
    SetErrorLevel 3
    Abort "$(running)"
  ${Loop}
!macroend

; $1 becomes "taken" when the folder holds anything that we did not put there.
Function LookAtFolder
  StrCpy $1 ""
  ReadRegStr $Old HKCU "${KEY}" InstallLocation
  ${IfThen} $Old == $INSTDIR ${|} Return ${|}
  FindFirst $0 $2 "$INSTDIR\*"
  ${DoUntil} $2 == ""
    ${If} $2 != "."
    ${AndIf} $2 != ".."
    ${AndIf} $2 != "~new"
      StrCpy $1 taken
    ${EndIf}
    FindNext $0 $2
  ${Loop}
  FindClose $0
FunctionEnd

Function LeaveDirectory
  Call LookAtFolder
  ${If} $1 == taken
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(taken)"
    Abort
  ${EndIf}
FunctionEnd

!macro MakeAside FOLDER
  CreateDirectory "$INSTDIR\~new\${FOLDER}"
!macroend
!macro RemoveAside FILE
  Delete "$INSTDIR\~new\${FILE}"
!macroend
!macro RemoveFolderAside FOLDER
  RMDir "$INSTDIR\~new\${FOLDER}"
!macroend
!macro MakeFolder FOLDER
  CreateDirectory "$INSTDIR\${FOLDER}"
!macroend
!macro MoveIn FILE
  Push "${FILE}"
  Call MoveIn
!macroend
!macro RemoveFile FILE
  Delete "$INSTDIR\${FILE}"
!macroend
!macro RemoveFolder FOLDER
  RMDir "$INSTDIR\${FOLDER}"
!macroend

; A virus scanner may hold on to a file that was just written: some tries, five seconds in all.
Function MoveIn
  Pop $1
  ${For} $0 1 20
    ClearErrors
    Delete "$INSTDIR\$1"
    Rename "$INSTDIR\~new\$1" "$INSTDIR\$1"
    ${IfNotThen} ${Errors} ${|} Return ${|}
    Sleep 250
  ${Next}
  !insertmacro Fail 2 "$(halfWay)"
FunctionEnd

; With /UPGRADE and _?= it runs where it lies and is waited for; key, link and people's own files stay.
Function RemoveOld
  ${IfThen} $Old == "" ${|} Return ${|}
  ${IfNotThen} ${FileExists} "$Old\${UNINSTALLER}" ${|} Return ${|}
  ClearErrors
  ExecWait '"$Old\${UNINSTALLER}" /S /UPGRADE _?=$Old' $ExitCode
  ${If} ${Errors}
  ${OrIf} $ExitCode != 0
    ${IfThen} $ExitCode != 3 ${|} StrCpy $ExitCode 2 ${|}
    !insertmacro Fail $ExitCode "$(oldStays)"
  ${EndIf}
  Delete "$Old\${UNINSTALLER}"
  ${IfThen} $Old != $INSTDIR ${|} RMDir "$Old" ${|}
FunctionEnd

Section
  Call LookAtFolder
  ${If} $1 == taken
    !insertmacro Fail 4 "$(taken)"
  ${EndIf}
  !insertmacro EachProgram RefuseIfRunning

  StrCpy $Phase aside
  ClearErrors
  CreateDirectory "$INSTDIR\~new"
  ${If} ${Errors}
    !insertmacro Fail 2 "$(cannotWrite)"
  ${EndIf}
  !insertmacro EachFolder MakeAside
  !insertmacro PutAside
  WriteUninstaller "$INSTDIR\~new\${UNINSTALLER}"
  ${If} ${Errors}
    !insertmacro Fail 2 "$(cannotWrite)"
  ${EndIf}
  Call RemoveOld

  StrCpy $Phase moving
  !insertmacro EachFolder MakeFolder
  !insertmacro EachFile MoveIn
  !insertmacro MoveIn "${UNINSTALLER}"
  !insertmacro EachFolderBack RemoveFolderAside
  RMDir "$INSTDIR\~new"

  SetOutPath "$INSTDIR"
  CreateShortcut "${LINK}" "${LINK_TARGET}" '${LINK_WORDS}' "$INSTDIR\${LINK_ICON}"
  WriteRegStr HKCU "${KEY}" DisplayName "${PRODUCT}"
  WriteRegStr HKCU "${KEY}" DisplayVersion "${VERSION}"
  WriteRegStr HKCU "${KEY}" Publisher "${PUBLISHER}"
  WriteRegStr HKCU "${KEY}" DisplayIcon "$INSTDIR\${LINK_ICON}"
  WriteRegStr HKCU "${KEY}" InstallLocation "$INSTDIR"
  WriteRegStr HKCU "${KEY}" UninstallString '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr HKCU "${KEY}" QuietUninstallString '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD HKCU "${KEY}" EstimatedSize ${KILOBYTES}
  WriteRegDWORD HKCU "${KEY}" NoModify 1
  WriteRegDWORD HKCU "${KEY}" NoRepair 1
SectionEnd

; Also where writing failed and it ended by itself: nothing of the new version stays.
Function .onInstFailed
  SetOutPath "$TEMP"
  ${If} $Phase != ""
    !insertmacro EachFile RemoveAside
    !insertmacro RemoveAside "${UNINSTALLER}"
    !insertmacro EachFolderBack RemoveFolderAside
    RMDir "$INSTDIR\~new"
  ${EndIf}
  ${If} $Phase == moving
  ${AndIf} $Old == ""
    !insertmacro EachFile RemoveFile
    !insertmacro RemoveFile "${UNINSTALLER}"
    !insertmacro EachFolderBack RemoveFolder
  ${EndIf}
  ; Goes only when it is empty.
  RMDir "$INSTDIR"
FunctionEnd

Function un.onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/DELETEDATA" $1
  ${IfNotThen} ${Errors} ${|} StrCpy $DeleteData ${BST_CHECKED} ${|}
FunctionEnd

Function un.Ask
  !insertmacro MUI_HEADER_TEXT "$(^UninstallCaption)" "$INSTDIR"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 40u "$(askText)"
  Pop $0
  ${NSD_CreateCheckbox} 0 48u 100% 24u "$(askBox)"
  Pop $Box
  ${NSD_AddStyle} $Box ${BS_MULTILINE}
  ${IfThen} $DeleteData == ${BST_CHECKED} ${|} ${NSD_Check} $Box ${|}
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(^UninstallBtn)"
  nsDialogs::Show
FunctionEnd

Function un.LeaveAsk
  ${NSD_GetState} $Box $DeleteData
FunctionEnd

; Removes a folder of the app's own with all that is in it. Of a link only itself goes, never what it leads to.
; (GetFileAttributes: 0x10 is a folder, 0x400 a link; learn.microsoft.com/windows/win32/fileio/file-attribute-constants)
Function un.DeleteTree
  Exch $0
  Push $1
  Push $2
  System::Call 'kernel32::GetFileAttributesW(w r0) i .r1'
  IntOp $2 $1 & 0x410
  ${If} $2 = 0x10
    FindFirst $1 $2 "$0\*"
    ${DoUntil} $2 == ""
      ${If} $2 != "."
      ${AndIf} $2 != ".."
        Push "$0\$2"
        Call un.DeleteTree
      ${EndIf}
      FindNext $1 $2
    ${Loop}
    FindClose $1
    RMDir "$0"
  ${Else}
    IntOp $2 $1 & 0x10
    ${If} $2 = 0
      Delete "$0"
    ${Else}
      RMDir "$0"
    ${EndIf}
  ${EndIf}
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

Section Uninstall
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPGRADE" $1
  StrCpy $Phase upgrading
  ${IfThen} ${Errors} ${|} StrCpy $Phase "" ${|}
  !insertmacro EachProgram RefuseIfRunning

  SetOutPath "$TEMP"
  ClearErrors
  !insertmacro EachFile RemoveFile
  ${If} ${Errors}
    !insertmacro Fail 2 "$(filesStay)"
  ${EndIf}
  !insertmacro EachFolderBack RemoveFolder
  ${IfThen} $Phase == upgrading ${|} Return ${|}
  Delete "$INSTDIR\${UNINSTALLER}"
  RMDir "$INSTDIR"

  ; Another copy's stay that copy's.
  ReadRegStr $Old HKCU "${KEY}" InstallLocation
  ${If} $Old == $INSTDIR
    Delete "${LINK}"
    DeleteRegKey HKCU "${KEY}"
  ${EndIf}
  ${If} $DeleteData == ${BST_CHECKED}
    ClearErrors
    Push "$APPDATA\${PRODUCT}"
    Call un.DeleteTree
    ${If} ${Errors}
      !insertmacro Fail 2 "$(dataStays)"
    ${EndIf}
  ${EndIf}
SectionEnd
