; What the installer says beside NSIS's own words, each in both languages (test/setup/installer.test.ts looks).

LangString taken ${LANG_ENGLISH} "This folder already holds something else. Choose an empty one."
LangString taken ${LANG_SIMPCHINESE} "这个文件夹里已经有别的东西。请另选一个空文件夹。"

LangString running ${LANG_ENGLISH} "Tankmate is running. Close it first."
LangString running ${LANG_SIMPCHINESE} "龙虾缸管家正在运行。请先把它关掉。"

LangString cannotWrite ${LANG_ENGLISH} "Nothing was installed: this folder can't be written to, or the disk is full."
LangString cannotWrite ${LANG_SIMPCHINESE} "没有安装：这个文件夹写不进去，或者磁盘满了。"

LangString oldStays ${LANG_ENGLISH} "Nothing was installed: the version that is there could not be removed. Close Tankmate, then try again."
LangString oldStays ${LANG_SIMPCHINESE} "没有安装：原来的版本删不掉。请关掉龙虾缸管家，再试一次。"

LangString halfWay ${LANG_ENGLISH} "A file could not be put into its place. Start this installer again."
LangString halfWay ${LANG_SIMPCHINESE} "有一个文件没能放好。请再运行一次这个安装程序。"

LangString filesStay ${LANG_ENGLISH} "Some files could not be removed. Close Tankmate, then try again."
LangString filesStay ${LANG_SIMPCHINESE} "有文件删不掉。请关掉龙虾缸管家，再试一次。"

LangString dataStays ${LANG_ENGLISH} "Tankmate is removed, but some of its settings and journal could not be deleted."
LangString dataStays ${LANG_SIMPCHINESE} "龙虾缸管家已经卸载，但它的设置和改动记录没能全部删掉。"

LangString askText ${LANG_ENGLISH} "What Tankmate changed stays as it is. While its journal is kept, these changes can be taken back once it is installed again. Tanks are not deleted: to be rid of one, remove it in Tankmate first."
LangString askText ${LANG_SIMPCHINESE} "龙虾缸管家做过的改动会保持原样。留着改动记录，以后装回来还能撤销。鱼缸不会一起删掉：不想要的，请先在龙虾缸管家里删除。"

LangString askBox ${LANG_ENGLISH} "Delete its settings and journal too. Its changes can't be taken back then."
LangString askBox ${LANG_SIMPCHINESE} "连设置和改动记录一起删掉。删掉后，它做过的改动就不能撤销了。"
