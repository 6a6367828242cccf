/**
 * Patterns that take more than linear time, or much of it, on some text, as they are written. What is put here is to be mended:
 * nothing is added, and what goes from the code goes from here.
 */
export const KNOWN: ReadonlySet<string> = new Set([
  '/<([^<>]+)>\\s*;[^,]*\\brel="next"/',
  '/:.*$/',
  '/[-.]?\\d[\\d.]*$/',
  '/https?:\\/\\/|\\b[\\w.+-]+@[\\w-]+\\.\\w+|\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b|\\bwebhook\\b/i',
  '/\\bclaude-[^\\s/]*?(?:-4-?(?:[5-9]|[1-9]\\d)\\b|4\\.(?:[5-9]|[1-9]\\d)\\b|-[5-9](?:\\b|[.-]))/i',
  '/^[^\\S\\r\\n]*(?:export\\s+)?([\\w.-]+)(?:\\s*=|:(?=\\s))([^\\S\\r\\n]*(?:\'(?:\\\\\'|[^\'])*\'|"(?:\\\\"|[^"])*"|`(?:\\\\`|[^`])*`)|[^#\\r\\n]*)/gm',
  '/(openclaw|clawdbot|moltbot)[^\\\\/]*([\\\\/]|\\.m?js$)|[\\\\/]dist[\\\\/](entry|index)\\.m?js$/i',
  '/(?<=.)@[^/]*$/',
  '/[-_.]+$/',
  '/\\$\\(\\s*(?:cd\\s+(?:--\\s+)?"?\\$\\(\\s*dirname\\s[^()]*\\)"?[^()]*&&\\s*pwd[^()]*|dirname\\s+(?:--\\s+)?"?(?:\\$0|\\$\\{?BASH_SOURCE[^()]*|\\$\\(readlink[^()]*\\))"?)\\s*\\)|\\$\\{0%\\/\\*\\}|\\$\\{BASH_SOURCE\\[0\\]%\\/\\*\\}/g',
  '/^\\s*([^#;=\\s][^=]*?)\\s*=\\s*(.*?)\\s*$/',
  '/([A-Za-z_]\\w*)=("[^"]*"|\'[^\']*\'|[^,]*)/g',
  '/^\\s*([A-Za-z_]\\w*)\\s*=\\s*(.*)$/',
  '/^\\s*(?:@\\w+|(?:\\S+\\s+){4}\\S+)\\s+(.*)$/',
  '/(?<!\\\\)%.*$/',
  '/^\\s*\\$env:([A-Za-z_]\\w*)\\s*=\\s*(?:"([^"\\r\\n]*)"|\'([^\'\\r\\n]*)\')/gim',
  '/^word[=\\s]+(.+)$/i',
  '/^\\s*RemoteForward[\\s=]+\\S+\\s+(\\S+)/i',
  '/(?:api|access|private|signing|encrypt\\w*|secret|master|license|auth|app|account|shared|webhook|service)[-_ .]{0,2}key$/i',
  '/^(?:auth-profiles|auth|models|credentials)(?:\\.[\\w.-]*)?\\.json(?:\\.[\\w.-]+)?$/',
  '/\\.json5?(?:[.-][\\w.-]+)?$/i',
  '/exec:[^\\s]*(?:sh|cmd)\\b/i',
  '/firewall.*(?:off|disable)/i',
  '/config get .*(?:token|auth|key|secret)/',
  '/^\\s*@?(?:cd|pushd)\\s+(?:\\/d\\s+)?"?([A-Za-z]:[^"\\r\\n]*?)"?\\s*$/im',
  '/^name:\\s*["\']?([^"\'\\n]{1,100}?)["\']?\\s*$/m',
]);
