import type { Messages } from '../../i18n/messages';

const en = {
  'contents.too-much': 'there is more in it than Tankmate looks through',
  'contents.opaque':
    '{count, plural, one {# picture, document or archive, which Tankmate can’t look into} other {# pictures, documents or archives, which Tankmate can’t look into}}',
  'contents.changing': 'it kept changing while Tankmate read it',
  'contents.which-folder': 'the settings don’t tell which folder this is',
  'contents.broken': 'its content could not be decoded',
} as const;

/** Why the content of a file or folder could not be looked into. */
export const contentMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'contents.too-much': '内容太多，没有看完',
    'contents.opaque': '{count, plural, other {里面有 # 个图片、文档或压缩包，无法查看内容}}',
    'contents.changing': '读取时它一直在变化',
    'contents.which-folder': '从设置里看不出是哪个文件夹',
    'contents.broken': '内容无法解码',
  },
};
