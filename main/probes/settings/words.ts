import type { Words } from '../../language/words';

const en = {
  'settings.syntax': 'it isn’t written as JSON or JSON5',
  'settings.not-object': 'it holds no map of settings',
  'settings.too-deep': 'it is nested too deeply',
  'settings.treacherous': 'it holds a name that JavaScript treats as its own, such as __proto__',
  'settings.too-many': 'it includes too many files or too much text',
  'settings.include-missing': 'it is included, and isn’t there',
  'settings.include-shape': 'its $include is neither a path nor a list of paths',
  'settings.include-path': 'its $include holds a path that can’t be one',
  'settings.include-outside': 'its $include leads out of the settings’ folder, where OpenClaw doesn’t follow',
  'settings.include-circle': 'its $include comes back to itself',
  'settings.include-deep': 'its $include goes more than 10 files deep',
  'settings.include-mixed': 'it adds settings to an included file that holds no map',
  'settings.broken':
    'The settings in {file} can’t be read: {reason}. OpenClaw can’t read them either, so how it behaves isn’t known.',
  'settings.broken-at':
    'The settings in {file} can’t be read at line {line}, column {column}: {reason}. OpenClaw can’t read them either, so how it behaves isn’t known.',
  'settings.unreadable': 'The settings in {file} could not be read: {reason}.',
  'settings.place': 'line {line}, column {column}: {reason}',
  'settings.odd':
    'In {file}, what OpenClaw makes of {settings} can’t be told. The value is of the wrong kind, unknown, or comes from somewhere Tankmate can’t see.',
  'settings.odd-type': 'a value of the wrong kind',
  'settings.odd-value': 'a value that OpenClaw doesn’t know',
  'settings.odd-environment': 'a value from a variable or a store that can’t be seen',
  'settings.unset': 'not set, which means “{value}”',
  'settings.not-set': 'not set',
  'settings.list': '{count, plural, one {a list with # entry} other {a list with # entries}}',
  'settings.map': 'a group of settings',
  'settings.absent': 'isn’t there, so OpenClaw’s defaults hold',
  'settings.none': 'No OpenClaw was found on this computer.',
  'settings.not-set-up': 'OpenClaw is installed but not set up yet: there are no settings to look at.',
  'settings.not-found':
    'OpenClaw runs or sits in {where}, but its settings were not found, so nothing can be said about them.',
  'settings.hidden': 'Settings may lie in {where}, which could not be looked at: {reason}.',
} as const;

/** Why settings could not be read, and what it means when one is missing. */
export const settingsWords: Words<typeof en> = {
  en,
  'zh-CN': {
    'settings.syntax': '写法不是 JSON，也不是 JSON5',
    'settings.not-object': '里面不是一组设置',
    'settings.too-deep': '套了太多层',
    'settings.treacherous': '里面有 __proto__ 这类 JavaScript 自己占用的名字',
    'settings.too-many': '引用的文件太多，或内容太长',
    'settings.include-missing': '被引用了，却不存在',
    'settings.include-shape': '它的 $include 既不是路径，也不是一串路径',
    'settings.include-path': '它的 $include 里有不成立的路径',
    'settings.include-outside': '它的 $include 指到了配置文件夹外面，OpenClaw 不会跟过去',
    'settings.include-circle': '它的 $include 绕了一圈又引用回自己',
    'settings.include-deep': '它的 $include 套了不止 10 层',
    'settings.include-mixed': '被引用的文件里不是一组设置，却还要往里加设置',
    'settings.broken': '{file} 里的设置读不出来：{reason}。OpenClaw 自己也读不了，它会怎么做就说不准。',
    'settings.broken-at':
      '{file} 里的设置在第 {line} 行第 {column} 列读不下去：{reason}。OpenClaw 自己也读不了，它会怎么做就说不准。',
    'settings.unreadable': '{file} 里的设置没能读到：{reason}。',
    'settings.place': '第 {line} 行第 {column} 列：{reason}',
    'settings.odd':
      '{file} 里的 {settings}，OpenClaw 会怎么理解说不准：类型不对、取值不认识，或者值在 Tankmate 看不到的地方。',
    'settings.odd-type': '类型不对',
    'settings.odd-value': 'OpenClaw 不认识的取值',
    'settings.odd-environment': '值来自看不到的环境变量或密钥库',
    'settings.unset': '没有设置，等于“{value}”',
    'settings.not-set': '没有设置',
    'settings.list': '{count, plural, other {有 # 项的名单}}',
    'settings.map': '一组设置',
    'settings.absent': '不存在，按 OpenClaw 的默认设置运行',
    'settings.none': '这台电脑上没有找到 OpenClaw。',
    'settings.not-set-up': 'OpenClaw 装了，但还没有设置过，没有配置可看。',
    'settings.not-found': '{where} 里有 OpenClaw，但没找到它的配置，没法判断。',
    'settings.hidden': '{where} 里可能有配置，但没能看到：{reason}。',
  },
};
