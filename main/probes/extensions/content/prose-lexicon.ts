/**
 * What sentences ask for, in English and Chinese. Each pattern is one notion; `prose-signals.ts` looks at which notions
 * stand together. Gaps are bounded, so that no text makes them slow.
 */

/** Patterns of one notion, each for every place. */
export type Notion = readonly RegExp[];

/** Whether a text has a notion anywhere. */
export function isSaid(notion: Notion, text: string): boolean {
  return notion.some((each) => {
    const found = each.test(text);
    each.lastIndex = 0;
    return found;
  });
}

/** A text with every place of a notion blanked. */
export const withoutNotion = (notion: Notion, text: string): string =>
  notion.reduce((rest, each) => rest.replace(each, (all) => ' '.repeat(all.length)), text);
/** That something is kept from the owner. */
export const CONCEALS: Notion = [
  /(?:do not|don['’]t|never|must not|without|avoid|no need to|not) (?:ever |directly |explicitly |otherwise )?(?:tell|telling|inform|informing|notify|notifying|alert|alerting|warn|warning|show|showing) (?:the |your |any |its |their )?(?:user|users|owner|human|anyone|anybody|operator|person|customer)/gi,
  /(?:do not|don['’]t|never|must not|without|avoid|no need to|not) (?:ever |directly |explicitly |otherwise )?(?:mention|mentioning|reveal|revealing|disclose|disclosing|show|showing|display|displaying|report|reporting|explain|explaining|tell|telling|expose)(?: \S+){0,9}? to (?:the |your |any )?(?:user|users|owner|human|anyone|anybody|operator|person|customer)/gi,
  /(?:do not|don['’]t|never) (?:mention|reveal|disclose) (?:this|these|that|it|them|the (?:\S+ )?(?:context|field|line|file|step|instruction|request|upload|note|section|call|transfer|fee)s?)/gi,
  /(?:keep|hide|conceal) (?:this|these|that|it|them|everything)(?: \S+){0,3}? from (?:the |your |its )?(?:user|owner|human|operator|them|anyone|everyone|people)|keep (?:this|it) (?:secret|hidden|between us)/gi,
  /without (?:the |your )?(?:user|owner|human)['’]?s? (?:knowledge|noticing|consent|approval|seeing|being told)/gi,
  /(?:user|owner|human|they|nobody|no one)(?:['’]s)? (?:won['’]t|will not|cannot|can['’]t|must not|should not|shouldn['’]t|doesn['’]t|does not|needn['’]t|need not|mustn['’]t|must never|should never) (?:\S+ )?(?:notice|see|know|find out|be told|be aware|learn|realize|realise)/gi,
  /(?:silently|secretly|quietly|covertly|stealthily|discreetly) (?:\S+ ){0,3}?(?:send|upload|post|run|execute|copy|read|collect|append|add|install|forward|transmit|fetch|download|include|write|exfiltrate)/gi,
  /(?:these lines|this line|it|they) (?:are|is) never (?:shown|removed|mentioned)/gi,
  /leave (?:it|this|them|that) out of (?:the|your|any)/gi,
  /no need to (?:show|mention|tell) (?:it|this|them)|nor mention|(?:is|are) not (?:to be )?(?:shown|mentioned|visible) to/gi,
  /(?:不要|别|勿|切勿|无需|不必|不用|不得|不能|禁止|避免)(?:告诉|告知|通知|提醒|提及|提到|透露|显示|展示|汇报|说明|让|向)(?:用户|主人|任何人|他|对方|使用者|机主|.{0,12}(?:知道|发现|看到|提及|提起|透露|说明|汇报|展示))?/gi,
  /(?:不要|别|勿|切勿|不得|不能|禁止)(?:在|对|向|跟|和|同).{1,12}(?:提及|提到|提起|透露|显示|展示|汇报|说明|说起|告知)|(?:用户|主人|对方|他)(?:如果|若|要是)?(?:问起?|追问).{0,8}(?:就|只)(?:说|回答)/gi,
  /(?:不需要?|无需|不必|不用|不要|别)让.{0,6}(?:知道|看到|发现|察觉)|对(?:用户|主人)只(?:展示|显示|说|提)/gi,
  /(?:悄悄|偷偷|暗中|静默|私下|秘密)(?:地)?.{0,8}(?:发送|上传|执行|运行|读取|收集|写入|安装|转发|提交|下载|复制)/gi,
  /(?:不|别)(?:要)?写(?:进|入)日志|瞒着|对用户(?:保密|隐藏|不可见)|用户(?:不会|不能|无法|看不|不需要|不用|无需|不必|不该)(?:发现|注意|知道|察觉|看到|到)/gi,
];
/** That the owner is not asked. */
export const UNASKED: Notion = [
  /without (?:asking|confirmation|confirming|approval|permission|prompting|waiting for|the user['’]?s? (?:approval|permission|confirmation))/gi,
  /(?:do not|don['’]t|never|no need to|needn['’]t) (?:ask|wait for|request|require|seek)(?: \S+){0,3}? ?(?:confirmation|permission|approval|first|again|user|human|owner)?/gi,
  /skip (?:the |all |any )?(?:confirmation|approval|safety|permission)/gi,
  /(?:has|have) (?:already )?(?:agreed|approved|consented) to/gi,
  /(?:无需|不用|不必|不要|不需要|别|跳过|免)(?:再)?(?:用户)?(?:的)?(?:确认|询问|征求|同意|授权|批准|审批|问)/gi,
  /直接(?:执行|运行|照做)|不经(?:用户|过)?.{0,6}(?:确认|同意)/gi,
];
/** That rules which hold are to hold no more. */
export const OVERRIDES: Notion = [
  /(?:ignore|disregard|forget|override|bypass|overrule|drop|discard) (?:all |any |every |the |your |of |these |those |my ){0,3}(?:previous|prior|above|earlier|preceding|former)(?: \S+){0,2}? ?(?:instruction|rule|prompt|guideline|direction|constraint|restriction|polic|guardrail|message|safeguard|command|training)/gi,
  /(?:ignore|disregard|forget|override|bypass|overrule|drop|discard) (?:all |any |every |your |all of |of |the ){1,3}(?:existing |other |system |safety |security |original |default |developer ){1,2}(?:instruction|rule|prompt|guideline|direction|constraint|restriction|polic|guardrail|safeguard|training)/gi,
  /(?:you are|you're|act as|enter|switch to|now in|activate) (?:now )?(?:in |a |an |the )?(?:maintenance|developer|debug|god|root|admin|unrestricted|jailbroken?|dan|sudo|uncensored|evil) ?(?:mode|assistant|ai|persona)/gi,
  /(?:safety|security|confirmation|privacy|content) (?:rules?|guidelines?|checks?|polic(?:y|ies)|filters?|restrictions?) (?:do not|don['’]t|no longer|are not|aren['’]t|does not) (?:apply|hold|count|matter|in effect|active)/gi,
  /(?:these|this|the following|the above) (?:instructions?|rules?|orders?|lines?|directives?|skill) (?:supersede|override|overrides|supersedes|takes? (?:absolute )?(?:precedence|priority)|outranks?|have (?:higher|the highest) priority)/gi,
  /(?:忽略|无视|忘记|忘掉|不理会|绕过|抛弃|覆盖)(?:掉)?(?:之前|此前|以前|先前|前面|以上|上述|上面|所有|一切|全部|原有|原来|系统|既有|关于|现有|你的).{0,16}(?:指令|规则|规定|提示|限制|约束|要求|设定|指示|策略|命令|安全)/gi,
  /不(?:再|用|必|需要?)?(?:受|遵守|遵循|理会).{0,16}(?:规则|规定|限制|约束|策略|系统提示|安全)|(?:规则|规定|限制|约束|系统提示).{0,8}(?:作废|失效|无效|取消|解除)/gi,
  /(?:你现在|从现在起|现在你|进入).{0,8}(?:是|进入|处于|没有)?.{0,6}(?:维护|开发者|调试|无限制|越狱|上帝|管理员)模式/gi,
  /(?:安全|隐私|确认)(?:规则|规定|限制|策略|检查).{0,4}(?:不再|不)(?:适用|生效|有效)|优先级(?:最高|高于)(?:一切|所有|用户|系统)|优先于(?:一切|所有|用户|系统)/gi,
];
/** The look of a message from the system, in the middle of a text. */
export const FEIGNS: Notion = [
  /(?:^|\n)\s{0,8}(?:>\s*)?(?:\*\*)?\[?(?:SYSTEM(?: (?:MESSAGE|PROMPT|OVERRIDE|NOTICE|INSTRUCTION))?|ASSISTANT|DEVELOPER|ADMIN(?: OVERRIDE)?|系统(?:提示|消息|指令|通知)|管理员指令)\]?(?:\*\*)?\s*[:：]|<\/?(?:system|assistant|im_start|im_end|instructions?_override)\b|<\|(?:im_start|system|endoftext)\|>|\[\/?INST\]/g,
];

/** Secrets of other programs, or whole collections of private things. */
export const SECRETS: Notion = [
  /~?\/?\.ssh\b|\bid_(?:rsa|ed25519)\b|\.aws\b|\.netrc\b|\.gnupg|\.kube\b|key ?chain|wallet\.dat|openclaw\.json|\.openclaw\/(?:\.env|credentials|agents|identity|state|openclaw)|\.clawdbot\/|auth-profiles|~\/\.env\b|\.git-credentials/gi,
  /(?:ssh|private|gpg|signing) keys?\b|(?:saved|stored|browser|login) (?:passwords?|cookies?|sessions?|credentials?)|browser (?:history|profile|data)|session cookies?/gi,
  /(?:all|any|every|whole|entire|full|complete|its|the content of) (?:\S+ ){0,3}?(?:api keys?|passwords?|secrets?|tokens?|credentials?|environment variables?|env vars?|keys or passwords|\.env)\b/gi,
  /(?:seed|recovery|mnemonic|secret recovery) (?:phrase|words?)|\bmnemonics?\b|wallet (?:keys?|files?)|(?:12|24|twelve|twenty-four)[- ]words?/gi,
  /(?:whole|entire|full|complete|all|every|previous|recent|last) (?:\S+ ){0,3}?(?:conversation|chat|transcript|dialog(?:ue)?|session|message)s?(?: (?:history|log|content|so far))?|(?:conversation|chat|session) (?:history|logs?|transcripts?)/gi,
  /(?:user|owner|human)['’]s (?:last |previous |\S+ )?(?:message|files?|documents?|contacts?|e?mails?|photos?|home|desktop|password|address book|location|documents folder)/gi,
  /(?:contents? of|files? in|names of|everything in) (?:\S+ ){0,4}?(?:documents|desktop|home|downloads|workspace|MEMORY\.md|memory)\b/gi,
  /\b(?:all|every|each)\b[^.\n]{0,30}_(?:API_)?(?:KEY|TOKEN|SECRET)S?\b/gi,
  /(?:output|result) of `?(?:env|printenv|set)`?|`(?:env|printenv)`/gi,
  /MEMORY\.md|USER\.md|gateway\.auth\.token|gateway token/gi,
  /助记词|私钥|密钥|密码|凭据|凭证|口令|令牌|环境变量|聊天记录|对话(?:内容|记录|历史)|浏览(?:器)?(?:记录|历史|数据)|通讯录|(?:合同|文件|文档|邮件|会议|对话|记录)(?:的)?(?:全文|原文)|身份证|银行卡|钱包(?:文件|密钥)|所有文件|用户(?:的)?(?:文件|文档|消息|照片|位置|隐私)|cookie/gi,
];
/** An owner's key, of which a service needs one. */
export const KEYS: Notion = [
  /\b(?:api[ _-]?keys?|access tokens?|tokens?|passwords?|secrets?|credentials?)\b/gi,
  /密钥|令牌|密码/gi,
];
/** That something is sent away. */
export const SENDS: Notion = [
  /\b(?:send|sends|post|upload|uploads|forward|forwards|transmit|submit|exfiltrate|e-?mail|beacon|leak|deliver|push)\b(?! ?requests?\b)/gi,
  /\b(?:call|request|query)\b[^.\n]{0,8}https?:[^\n]{0,80}\bbody\b/gi,
  /\bcurl\b|\bwget\b|\bfetch\(|\bwebhook\b/gi,
  /发送|上传|转发|回传|同步到|发到|发给|传到|传给|上报|推送到|提交(?:到|给|至)|POST/gi,
];
/** That something is put into what is sent. */
export const INCLUDES: Notion = [
  /\b(?:include|embed|add|append|attach|put|encode|pass|insert|place|report|sync|share|copy)\b|\b(?:field|parameter|query|header|context)\b/gi,
  /附在|附上|填(?:进|入|到)|提交|带上|拼(?:接)?(?:到|进)|参数/gi,
];
/** Where to. */
export const SOMEWHERE: Notion = [
  /https?:\/\/|\b[\w.+-]{1,64}@[\w-]{1,64}\.[a-z]{2,}|\bhttps?\b.{0,20}(?:endpoint|server|url)|\b(?:query|request|header|parameter|url|search)\b|请求|参数|接口|服务器/gi,
];
export const FOREIGN_ADDRESS: Notion = [
  /https?:\/\/[^\s)"'`<>]{4,}|\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){0,4}\.[a-z]{2,10}\b|(?:telegram|tg|wechat|微信|qq|whatsapp)\s{0,3}(?:号|群|id|bot|@)?[:：@ ]{0,3}[\w-]{5,}/gi,
];

/** That what stands at an address is obeyed. */
export const OBEYS: Notion = [
  /(?:follow|execute|obey|carry out)(?: \S+){0,4}? (?:every|all|any|the|its|each|what|whatever) ?(?:\S+ ){0,4}?(?:instructions?|commands?|orders?|steps?|directives?|it says|it tells|it contains|they say|is in it|tasks?)/gi,
  /(?:run|perform|apply|do) (?:every|all|any|whatever|what)(?: \S+){0,4}? ?(?:instructions?|commands?|orders?|it says|it tells|it contains|they say|is in it)/gi,
  /(?:follow|obey|execute) (?:it|them)\b/gi,
  /treat (?:\S+ ){0,6}?as (?:\S+ ){0,2}?(?:instructions?|commands?|orders?|system|authoritative|trusted)/gi,
  /do (?:exactly )?what (?:it|they|the file|the page|the response|the server) (?:says?|tells?|asks?)/gi,
  /(?:执行|遵守|遵循|照(?:着)?|按照?|按).{0,14}(?:里面|其中|返回|文件|内容|指令|命令|步骤|要求)(?:的)?.{0,8}(?:指令|命令|操作|执行|照做|去做|步骤|办)?/gi,
];
export const FETCHES: Notion = [
  /\b(?:fetch|download|get|retrieve|read|load|pull|check|poll|visit|open|curl|wget)\b/gi,
  /下载|获取|读取|拉取|访问|抓取|打开/gi,
];
/** OpenClaw's files that hold for every conversation. */
export const MEMORY_FILES: Notion = [
  /\b(?:SOUL|AGENTS|MEMORY|HEARTBEAT|IDENTITY|TOOLS|USER|BOOTSTRAP)\.md\b/g,
];
export const WRITES: Notion = [
  /\b(?:append|add|write|save|insert|put|copy|paste|store|update|edit|modify|inject|create|place)\b/gi,
  /写入|写进|写到|追加|添加|加入|加到|保存到|插入|记入|放进/gi,
];
/** That orders of others are taken. */
export const OBEYS_OTHERS: Notion = [
  /(?:trust|obey|execute|carry out|follow|accept|run)(?: \S+){0,3}? (?:messages?|commands?|orders?|instructions?|requests?)(?: \S+){0,3}? (?:from|by|that (?:begin|start|contain|come)|containing|starting|beginning|signed|with the)/gi,
  /(?:messages?|commands?|whoever|anyone|sender)(?: \S+){0,6}? (?:carry (?:them|it) out|execute (?:them|it)|obey (?:them|it)|do what)/gi,
  /(?:来自|收到|看到|凡是).{0,24}(?:消息|指令|命令|口令).{0,16}(?:执行|照做|服从|信任|照办)/gi,
];

/** An archive that only opens with a password, or a program beside the skill. */
export const ARCHIVE: Notion = [
  /\.(?:zip|rar|7z|exe|msi|dmg|pkg|scr|iso)\b/gi,
  /\b(?:archive|zip|installer|executable)\b/gi,
  /压缩包|安装包|解压|组件|客户端|补丁/gi,
];
export const ARCHIVE_PASSWORD: Notion = [
  /\b(?:pass(?:word|code|phrase)?|pwd)\b\*{0,2}\s{0,3}(?:is|:|：|=|-|–|—)?\*{0,2}\s{0,3}[`"“]{1,3}[^`"”\s$]{2,24}[`"”]/gi,
  /\b(?:pass(?:word|code)?|pwd)\*{0,2}\s{0,3}[:：=]\s{0,3}[\w@#!-]{2,24}/gi,
  /\b(?:pass(?:word|code)?|pwd) is (?!required|needed|not|a |the |set|stored|kept|optional|your)[\w@#!-]{2,24}/gi,
  /\((?:extract |archive |zip )?(?:using )?(?:with )?pass(?:word)?\s{0,2}[:：]\s{0,2}\S{2,24}\)/gi,
  /(?:解压|压缩包|提取|打开)?(?:密码|口令|提取码|解压码)(?:是|为|：|:|\s)\s{0,3}[`"“']{0,2}[\w@#!-]{2,24}|(?:使用|用)\s{0,2}[`"“][\w@#!-]{2,24}[`"”]\s{0,2}解压/gi,
];
export const MUST_RUN: Notion = [
  /\b(?:run|execute|launch|start|double-?click|install|open)\b(?: \S+){0,5}? ?(?:it|\.exe|executable|installer|before|first|file|program|app|binary|as administrator|setup|tool)?/gi,
  /运行|执行|双击|安装|启动|打开/gi,
];
/** A program or an archive at an address. */
export const PROGRAM_ADDRESS: Notion = [
  /https?:\/\/[^\s)"'`<>]{4,300}\.(?:exe|msi|dmg|pkg|scr|bat|cmd|ps1|jar|apk|app|zip|rar|7z|tar\.gz|tgz|sh|command)\b/gi,
];
/** That nothing works without it. */
export const NEEDED: Notion = [
  /\b(?:before (?:using|running|you|the first|any)|required|requires|must|mandatory|necessary|first|won['’]t work|will not work|does not work|otherwise|prerequisite)\b/gi,
  /必须|之前|才能|否则|依赖|前提|首次|必装/gi,
];
/** That a person is to put something into a terminal. */
export const PASTES: Notion = [
  /(?:copy|paste|execute|run|enter|type|insert)(?: \S+){0,8}? (?:in(?:to)?|on|to) (?:a |the |your |an? \w+ )?(?:terminal|command prompt|powershell|shell|console|cmd)/gi,
  /(?:visit|open|go to|see|from) (?:\[[^\]]{1,60}\]\([^)]{4,300}\)|this (?:page|link|snippet)|https?:\/\/\S+)(?: \S+){0,4}? ?,?(?: and| then|,) (?:\S+ ){0,2}?(?:copy|execute|run|paste|follow)/gi,
  /(?:复制|粘贴|拷贝|输入).{0,24}(?:终端|命令行|命令提示符|控制台|PowerShell)|(?:终端|命令行|控制台).{0,12}(?:执行|运行|粘贴|输入)/gi,
];
/** The words that open a wallet. */
export const PHRASE: Notion = [
  /(?:seed|recovery|mnemonic|secret recovery|backup) (?:phrase|words?)|\bmnemonics?\b|(?:12|24|twelve|twenty-four)[- ]words?\b/gi,
  /(?:wallet|metamask|phantom|trust wallet)(?: \S+){0,3}? (?:private keys?|keystore)|private keys?(?: \S+){0,3}? (?:wallet|metamask|phantom)/gi,
  /助记词|恢复词|(?:钱包|账户).{0,6}私钥|私钥/gi,
];
export const ASKS: Notion = [
  /\b(?:ask|asks|request|prompt|tell|require|requires|need|needs|collect|obtain|get|have)\b(?: \S+){0,4}? (?:user|owner|human|them|for|to (?:enter|type|provide|paste|give|share))/gi,
  /\b(?:enter|type|provide|paste|give|input|share|submit|send|import|confirm|verify) (?:\S+ ){0,3}?(?:your|their|the|his|wallet|a|me)\b/gi,
  /(?:请|让|要求|需要|提示|引导|询问)(?:用户|您|你|他)?.{0,10}(?:提供|输入|填写|发送|发来|发出|发给|交出|说出|告诉|给出|粘贴|上传|告知)|(?:输入|填写|提供|导入|填进|发送).{0,6}(?:您|你|用户|钱包|12|24|助记|私钥)/gi,
];
/** What opens a computer or an account, and is asked for by nobody honest who then sends it on. */
export const LOGINS: Notion = [
  /\b(?:login|sudo|system|admin(?:istrator)?|computer|mac|root|keychain|icloud|bank(?:ing)?|exchange|e-?mail|account|github|wechat|master) passwords?\b|\b(?:card numbers?|cvv|cvc|verification codes?|one-time codes?|otp|2fa codes?|social security numbers?|passport numbers?)\b/gi,
  /(?:开机|电脑|登录|支付|银行卡?|邮箱|微信|交易|系统|管理员|账号|账户)密码|银行卡号|验证码|身份证号/gi,
];
/** A payment to somebody who is named in the text. */
export const PAYS: Notion = [
  /\b(?:send|transfer|pay|tip|donate|withdraw|swap|move|approve)\b(?: \S+){0,8}? (?:to|into|for) (?:\S+ ){0,4}?[`"]?(?:0x[0-9a-fA-F]{40}|bc1[0-9a-z]{20,60}|T[1-9A-HJ-NP-Za-km-z]{33}|[1-9A-HJ-NP-Za-km-z]{43,44})\b/gi,
  /(?:转|发送|支付|打|汇|转账).{0,24}(?:到|给|至).{0,16}(?:0x[0-9a-fA-F]{40}|bc1[0-9a-z]{20,60}|T[1-9A-HJ-NP-Za-km-z]{33})/gi,
];
export const EACH_TIME: Notion = [
  /\b(?:for |on |before |after )?(?:each|every)\b|\bfirst\b|\balways\b|\bautomatically\b/gi,
  /每次|每笔|每天|每当|自动|先/gi,
];
/** That the skill is carried to others, or that it lets in whoever its writer wants. */
export const SPREADS: Notion = [
  /(?:recommend|promote|advertise|praise|upvote|install|share|spread|suggest)(?: \S+){0,3}? (?:this (?:skill|one|plugin)|itself|@[\w-]+\/[\w-]+|our skill)(?: \S+){0,12}? ?(?:agents?|others|everyone|every|people|--force|accept)?/gi,
  /(?:推荐|安装|宣传|传播|转发).{0,8}(?:本技能|这个技能|该技能).{0,20}(?:其他|别的|所有|给)/gi,
];
export const LETS_IN: Notion = [
  /\b(?:add|put|append|set|insert|write)\b(?:\s+\S+){0,10}?\s+(?:to|into|in)\s+\S{0,60}(?:allowFrom|ownerAllowFrom|allowlist|allow-list|approvers)|(?:allowFrom|白名单).{0,20}(?:添加|加入|写入)|(?:添加|加入|写入|加到).{0,24}(?:allowFrom|白名单)/gi,
];

/** Right before what is advised against. */
export const NEGATES: Notion = [
  /\b(?:never|don['’]t|do not|must not|mustn['’]t|should not|shouldn['’]t|avoid|refuse(?:s|d)?|reject|stop|prevents?|block(?:s|ed)?|cannot|won['’]t|will not|doesn['’]t|does not|nobody|no one|instead of|rather than|not to|without ever|no (?:skill|business|need))\b/gi,
  /不要|切勿|请勿|绝不|禁止|拒绝|避免|不会|不需要|无需|从不|不得|别(?!的)|防止|不能|不用/gi,
];
/** That what stands beside is shown so that it is recognised. */
export const SHOWS: Notion = [
  /\b(?:red flags?|warning signs?|signs? of|suspicious|malicious|hostile|attack(?:s|ers?|ing)?|victim|scams?|phishing|dangerous|harmful|unsafe|detect(?:s|ed|ion|ing)?|recogni[sz]e|malware|threats?|indicators?|anti-?patterns?|bad example|vulnerab\w+|injection|exploit(?:s|ation)?|report it|examples? of (?:bad|attack|what)|looks? (?:for|like)|patterns?|matches|flag(?:s|ged)? (?:as|if|when)?|lures?|trojans?|viruse?s?|bad|insecure|lab|permission|authori[sz]ed|penetration|forbidden|blocked|not allowed|deny|denied|risks?|abuse|bypass|attempts? to|evasions?|tricks?)\b/gi,
  /❌|🚫|⛔|✗|🚩|⚠/gi,
  /警惕|小心|可疑|恶意|攻击|骗|钓鱼|木马|病毒|危险|识别|检测|拦截|风险|反例|典型|注入|提防|漏洞|样本|禁用|黑名单/gi,
];
/** What a skill is about that shows attacks. */
export const TEACHES: Notion = [
  /\b(?:security|secure|scan(?:s|ner|ning)?|audit(?:s|or|ing)?|guard|shield|malicious|malware|phishing|threats?|vulnerabilit\w+|pen-?test\w*|penetration tests?|red[- ]team\w*|blue[- ]team|forensic\w*|injection|harden\w*|attacks?|indicators?|ioc|sanitiz\w+|vet(?:s|ter|ting)?|dangerous|scams?|untrusted|break-in|hacking|exploits?|ctf|defen[cs]e|sentinel|antivirus|secrets? (?:scan|detect)\w*|leaks?|committed by mistake)\b/gi,
  /安全|扫描|审计|防骗|骗局|诈骗|钓鱼|恶意|漏洞|渗透|攻击|注入|检测|防护|木马|病毒/gi,
];
