import type { Messages } from '../../i18n/messages';

const en = {
  'tank.moves-packing': 'Putting together what goes along',
  'tank.moves-keeping': 'Keeping the tank as it is now',
  'tank.moves-carrying': 'Carrying it into the tank',
  'tank.moves-unpacking': 'Unpacking it inside',
  'tank.moves-waiting': 'Waiting for OpenClaw to answer from its new home',
  'tank.moves-retiring': 'Putting the OpenClaw outside away',
  'tank.moves-why-personal': 'Private numbers are in it.',
  'tank.moves-why-secret': 'Keys or passwords are in it.',
  'tank.moves-why-unread': 'It could not be looked into: a picture, a document, an archive, or too large.',
  'tank.moves-left-settings':
    'These settings stay behind, because they mean something else in a tank or name places on this computer: {names}.',
  'tank.moves-left-files':
    '{count, plural, one {# thing stays} other {# things stay}} behind: links, very large files, and what can’t be read.',
  'tank.moves-left-always':
    'Keys, sign-ins, old conversations, skills and plugins stay behind. Set them up again in the tank.',
  'tank.moves-failed-inside': 'Something failed inside of the tank. Nothing outside was changed.',
  'tank.moves-odd-inside': 'What the tank answered makes no sense. Nothing outside was changed.',
  'tank.moves-no-answer':
    'OpenClaw did not answer with the settings that came along. The tank is as it was before, and so is the home outside.',
  'tank.moves-gone': 'The home that was to move in isn’t there any more. Look again.',
  'tank.moves-not-kept': 'Nothing was moved, because the tank could not be kept as it is first: {why}',
  'tank.moves-not-back':
    'The move failed, and the tank could not be put back as it was. Bring it back to {snapshot}: all that was in it before is there. Nothing outside was changed.',
  'tank.moves-not-back-inside':
    'The move failed, and the tank could not be put back as it was. What was in it before lies in the folder .openclaw-before inside. Nothing outside was changed.',
  'tank.moves-left-inside':
    'The move failed. All in the tank is as it was, but what had been carried in lies in the folder .openclaw-moving inside, until the next move or until you delete it. Nothing outside was changed.',
  'tank.moves-stays-stopped':
    'The move failed. All in the tank is as it was, but it did not start again: start it. Nothing outside was changed.',
  'tank.moves-cancelled': 'It was cancelled. The tank and the home outside are as they were.',
  'tank.moves-not-well':
    'The tank doesn’t answer now. Start it first; nobody moves into a home that isn’t well.',
  'tank.moves-moved':
    'OpenClaw lives in the tank now. {files, plural, one {# file} other {# files}} went along.',
  'tank.moves-moved-kept':
    'OpenClaw lives in the tank now. {files, plural, one {# file} other {# files}} went along. What was in the tank before is kept under the name {snapshot}.',
  'tank.moves-moved-does': 'Move OpenClaw into the tank',
  'tank.moves-renew': 'Enter the keys that it needs in the tank’s control page. Renew those that lay open.',
  'tank.moves-outside-stays': 'The OpenClaw outside could not be put away: {why}',
  'tank.moves-outside-cancelled': 'It was cancelled before the OpenClaw outside was put away.',
  'tank.moves-outside-does': 'Put the OpenClaw outside away',
  'tank.moves-outside-by-hand':
    'Don’t move it in again. Take the one outside off this computer in the settings, under “Leave OpenClaw”.',
  'tank.moves-renew-later':
    'Something is still to be done, as told below. Then enter the keys that it needs in the tank’s control page, and renew those that lay open.',
  'tank.moves-asleep':
    'The tank {name} was stopped while the OpenClaw outside was put away, and did not start again: {why}',
  'tank.moves-wake': 'Start the tank {name}.',
  'tank.moves-out':
    '{files, plural, one {# file of its workspaces and memory was} other {# files of its workspaces and memory were}} copied to {folder}.{skipped, plural, =0 {} one { # that is no ordinary file stays in the tank.} other { # that are no ordinary files stay in the tank.}}',
  'tank.moves-out-never': 'Files named .env and the folders .git and node_modules are never copied.',
  'tank.moves-out-nothing': 'There is nothing to bring out: the tank has no workspace with files in it.',
  'tank.moves-out-none':
    'Nothing came out of the tank. {skipped, plural, =0 {Its files could not be read.} one {# file or link stays in it: too large, or no ordinary file.} other {# files and links stay in it: too large, or no ordinary files.}}',
  'tank.moves-out-not-all':
    'Not all came out of the tank. {files, plural, one {# file was} other {# files were}} copied to {folder}. {skipped, plural, =0 {Some could not be read, or changed meanwhile.} one {# stays in the tank: too much, or no ordinary file.} other {# stay in the tank: too much, or no ordinary files.}}',
  'tank.moves-out-keep': 'Keep the tank for now: what is left in it goes when it is removed.',
  'tank.moves-out-does': 'Bring its workspaces and memory out',
} as const;

/** Words for moving in and out. */
export const migrateMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'tank.moves-packing': '正在收拾要带走的东西',
    'tank.moves-keeping': '正在把鱼缸现在的样子存下来',
    'tank.moves-carrying': '正在搬进缸里',
    'tank.moves-unpacking': '正在缸里拆包',
    'tank.moves-waiting': '等 OpenClaw 在新家应一声',
    'tank.moves-retiring': '正在把外面的 OpenClaw 收起来',
    'tank.moves-why-personal': '里面有隐私号码。',
    'tank.moves-why-secret': '里面有密钥或密码。',
    'tank.moves-why-unread': '没法看里面是什么：图片、文档、压缩包，或者太大。',
    'tank.moves-left-settings': '这些设置不带走：在缸里意思不一样，或者写的是这台电脑上的位置：{names}。',
    'tank.moves-left-files': '有 {count} 样不带走：链接、特别大的文件、读不了的东西。',
    'tank.moves-left-always': '密钥、登录、以前的对话、技能和插件都不带走，请在缸里重新设置。',
    'tank.moves-failed-inside': '缸里有一步没成功。外面什么都没有动。',
    'tank.moves-odd-inside': '缸里的回答看不懂。外面什么都没有动。',
    'tank.moves-no-answer': '带过去的设置让 OpenClaw 应不了声。缸里已经恢复原样，外面的家也没有动。',
    'tank.moves-gone': '要搬的那个家已经不在了。再检查一遍。',
    'tank.moves-not-kept': '没有搬，因为没能先把鱼缸现在的样子存下来：{why}',
    'tank.moves-not-back':
      '没搬成，缸里也没能恢复原样。请让鱼缸回到 {snapshot}，搬之前的东西都在那里。外面什么都没有动。',
    'tank.moves-not-back-inside':
      '没搬成，缸里也没能恢复原样。搬之前的东西在缸里的 .openclaw-before 文件夹。外面什么都没有动。',
    'tank.moves-left-inside':
      '没搬成。缸里原来的东西没有动，不过带进去的还在缸里的 .openclaw-moving 文件夹，下次搬家时会清掉，您也可以自己删。外面什么都没有动。',
    'tank.moves-stays-stopped':
      '没搬成。缸里的东西还是原样，但鱼缸没能重新启动，请把它打开。外面什么都没有动。',
    'tank.moves-cancelled': '已经取消。鱼缸和外面的家都还是原样。',
    'tank.moves-not-well': '鱼缸现在没有回应。先打开它，家里没安顿好不搬。',
    'tank.moves-moved': 'OpenClaw 现在住在缸里了，带过去 {files} 个文件。',
    'tank.moves-moved-kept':
      'OpenClaw 现在住在缸里了，带过去 {files} 个文件。缸里原来的东西已经存下来，名字是 {snapshot}。',
    'tank.moves-moved-does': '把 OpenClaw 搬进缸里',
    'tank.moves-renew': '它要用的密钥，请在缸的控制页面里填。暴露过的，请换成新的。',
    'tank.moves-outside-stays': '外面的 OpenClaw 没能收起来：{why}',
    'tank.moves-outside-cancelled': '还没收起外面的 OpenClaw 就取消了。',
    'tank.moves-outside-does': '把外面的 OpenClaw 收起来',
    'tank.moves-outside-by-hand': '不用再搬一次。请在设置里的“不再用 OpenClaw”把外面的移走。',
    'tank.moves-renew-later':
      '还有没办完的事，见下面。办完再到缸的控制页面里填它要用的密钥，暴露过的请换成新的。',
    'tank.moves-asleep': '收拾外面的 OpenClaw 时停下了鱼缸 {name}，后来没能重新启动：{why}',
    'tank.moves-wake': '请把鱼缸 {name} 打开。',
    'tank.moves-out':
      '从它的工作区和记忆里拷贝了 {files} 个文件，放在 {folder}。{skipped, plural, =0 {} other {有 # 样不是普通文件，留在缸里。}}',
    'tank.moves-out-never': '.env 文件，还有 .git 和 node_modules 文件夹，从来不拷贝。',
    'tank.moves-out-nothing': '没有可取的东西：缸里没有带文件的工作区。',
    'tank.moves-out-none':
      '什么都没取出来。{skipped, plural, =0 {里面的文件读不了。} other {有 # 样留在缸里：太大，或者不是普通文件。}}',
    'tank.moves-out-not-all':
      '没有全部取出来。{files} 个文件已经拷贝到 {folder}。{skipped, plural, =0 {有的读不了，或者正在变动。} other {有 # 样留在缸里：太大、太多，或者不是普通文件。}}',
    'tank.moves-out-keep': '鱼缸先别拆：拆了，留在里面的就没有了。',
    'tank.moves-out-does': '把它的工作区和记忆取出来',
  },
};
