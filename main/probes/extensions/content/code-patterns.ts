/** What calls of Python and JavaScript do, by their paths, and what texts in them are. */
export const EVALUATE_CALL =
  /^(?:eval|exec|Function|compile|execScript|(?:Async|Generator|AsyncGenerator)Function|vm\.(?:run\w+|Script|compileFunction)|setTimeout|setInterval|marshal\.loads|pickle\.loads|cloudpickle\.loads|dill\.loads|Module\._compile|module\._compile|runpy\.run_path|types\.FunctionType)$/;
/** In JavaScript these are a pattern's own. */
export const OF_PATTERNS = /^(?:exec|compile)$/;
export const COMMAND_CALL =
  /^(?:os\.(?:system|popen\d?|exec\w+|spawn\w+|startfile)|subprocess\.\w+|commands\.getoutput|pty\.spawn|child_process\.\w+|execa\w*(?:\.\w+)?|shelljs\.exec|shell\.exec|Deno\.(?:Command|run)|Bun\.(?:spawn|spawnSync|\$)|asyncio\.create_subprocess_\w+|system|popen|exec[lv]p?e?|ctypes\.windll\.\w+\.WinExec|exec\.Command|os\.execute|Process\.Start|(?:\w+\.)?Runtime\.exec|Command\.new|shell_exec|passthru|proc_open)$/;
export const SEND_CALL =
  /(?:^|\.)(?:post|put|patch|request|urlopen|Request|fetch|sendBeacon|send|sendall|sendto|write|end|storbinary|sendmail|send_message|sendDocument|upload|upload_file|publish|emit)$|^(?:axios|got|needle|superagent|ky|fetch|node-fetch|undici)(?:\.\w+)?$|urlopen$|^(?:requests|httpx)\.\w+$/;
export const CONNECT_CALL =
  /(?:^|\.)(?:connect|create_connection|createConnection|connect_ex)$|^(?:net|tls)\.(?:connect|Socket)$|^(?:net\.)?Socket$|^socket\.socket$/;
export const RESOLVE_CALL =
  /gethostbyname\w{0,10}$|getaddrinfo$|^dns\.(?:resolve\w*|lookup\w*)$|(?:resolver|Resolver)\.(?:resolve|query)\w{0,20}$|resolve(?:4|6|Txt|Any|Cname)$/;
export const READ_CALL =
  /^(?:open|io\.open|codecs\.open)$|readFile(?:Sync)?$|read_text$|read_bytes$|createReadStream$|readdir(?:Sync)?$|listdir$|rglob$|\.glob$|^glob\.glob$|copy(?:file|tree|2|FileSync)?$|(?:cp|cpSync)$|\.add$|archive\.\w+$|\.write$|sqlite3\.connect$|Database$/;
export const WRITE_CALL =
  /(?:write|append)File\w{0,4}$|write_text$|write_bytes$|(?:json|plistlib|yaml|toml|pickle)\.dump$|(?:^|\.)write$|createWriteStream$/;
/** A file that is taken in as code, by its path. */
export const LOAD_CALL =
  /(?:spec_from_file_location|SourceFileLoader|load_source|run_path|^require|^import)$/;
/** What is read from one thing flows into another. */
export const POUR_CALL = /(?:^|\.)(?:pipe|pipeline|pipeTo|copyfileobj)$/;
export const REMOVE_CALL =
  /^(?:shutil\.rmtree|fs\.(?:rm|rmSync|rmdir|rmdirSync)|rimraf(?:\.\w+)?|rm|rmSync|os\.removedirs|rmtree|fs-extra\.remove|del)$/;
export const LISTEN_CALL =
  /(?:^|\.)(?:on|once|hook|registerHook|addHook|subscribe|addListener|use|onMessage|registerInterceptor|intercept)$/;
export const MESSAGE_EVENT =
  /^(?:message|msg|chat|prompt|llm|agent|before_|after_|session|tool|reply|conversation|user|turn|command:|inbound|outbound|compaction)/i;
export const SHELL_NAME =
  /(?:^|[\s"'/\\])(?:(?:ba|z|da)?sh|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh)(?:$|[\s"'])/i;
export const START_FILE =
  /\.(?:bashrc|zshrc|profile|bash_profile|zshenv)\b|LaunchAgents|LaunchDaemons|systemd\/user|\.config\/autostart|CurrentVersion\\+Run\b|Start Menu.{0,40}Startup|crontab|\/etc\/cron|sitecustomize|\.pth\b/;
export const HOST_NAME =
  /^(?!.*\.(?:js|mjs|cjs|ts|py|json|md|txt|sh|html?|css|csv|ya?ml|log|png|jpe?g|env|db|sqlite|zip|gz|pem|key|pub|toml|lock|exe|dll|app)$)[a-z0-9][\w-]*(?:\.[\w-]+)*\.[a-z]{2,24}$|^\d{1,3}(?:\.\d{1,3}){3}$/i;

/** Calls of which it matters what they are handed. */
export const ACTING_CALLS: readonly RegExp[] = [EVALUATE_CALL, COMMAND_CALL, SEND_CALL, CONNECT_CALL];

/** What the whole of a piece of code says. */
export const CARRIES = /body|data|files|json|POST|PUT/;
export const PACKS = /b32|b64|base64|base32|hexlify|\.hex\(|'hex'|"hex"|toString\(36\)|encode\(/;
export const SSH_KEY = /ssh-(?:rsa|ed25519)/;
export const SETTINGS_FILE = /exec-approvals\.json|(?:openclaw|clawdbot)\.json/;
export const OWN_HOOK = /export default (?:async )?(?:function )?handler|HookHandler|export const handler/;
