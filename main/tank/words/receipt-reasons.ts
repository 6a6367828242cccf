import type { Words } from '../../language/words';

const en = {
  'tank.receipt-because-unreached': 'The inside could not be reached ({error}).',
  'tank.receipt-because-late': 'The inside did not answer in time.',
  'tank.receipt-because-silent': 'The inside ended without a whole answer (code {code}).',
  'tank.receipt-because-malformed': 'The inside gave an answer that makes no sense.',
  'tank.receipt-because-foreign': 'The inside gave an answer to another question.',
  'tank.receipt-because-failed': 'The try failed inside ({error}).',
  'tank.receipt-because-no-network': 'The tank has no network just now, so nothing would be proved.',
  'tank.receipt-because-partial': 'Of some tries it told nothing: {doors}.',
  'tank.receipt-because-other-way': 'The ports of the web seem to be let through: {doors}.',
  'tank.receipt-because-unanswered':
    'No answer came from {doors}. The firewall of this computer may swallow that too, so it proves nothing.',
  'tank.receipt-because-own-address':
    'The tank has the same address in the network as this computer, so it only reached itself.',
  'tank.receipt-because-no-canary': 'Nothing of ours could listen on this computer.',
  'tank.receipt-because-deaf': 'Our listener could not be heard at {addresses}.',
  'tank.receipt-because-no-lan': 'This computer is in no network just now.',
  'tank.receipt-because-strangers':
    '{count, plural, one {# visitor} other {# visitors}} came to our listener without the word that was agreed.',
  'tank.receipt-because-neighbours': '{addresses} is there beside it; it accepted nothing, but was found.',
  'tank.receipt-because-wide': 'Its network is too wide to be gone through.',
  'tank.receipt-because-rights': 'The rights of the account could not be read.',
  'tank.receipt-because-account': 'The tries ran as {name} (number {uid}), not as OpenClaw’s account.',
  'tank.receipt-because-programs': 'No clear answer from {programs}.',
  'tank.receipt-because-no-programs': 'There is no program inside to try it with.',
  'tank.receipt-because-no-call': 'There is no program inside that can ask the kernel.',
  'tank.receipt-because-mounts': '{read, number} of {all, number} mounts could be read.',
  'tank.receipt-because-devices': '{read, number} of {all, number} devices could be read.',
  'tank.receipt-because-odd': 'No clear answer from {found}.',
  'tank.receipt-because-outside': 'From outside, the engine says nothing of it.',
  'tank.receipt-because-engine': 'From outside, the engine could not be asked ({error}).',
} as const;

/** Words for why a try to break out told nothing. */
export const receiptReasonsWords = {
  en,
  'zh-CN': {
    'tank.receipt-because-unreached': '没能连到里面（{error}）。',
    'tank.receipt-because-late': '里面没有按时回答。',
    'tank.receipt-because-silent': '里面没有好好答完就结束了（代码 {code}）。',
    'tank.receipt-because-malformed': '里面的回答看不懂。',
    'tank.receipt-because-foreign': '里面答的不是这一次的问题。',
    'tank.receipt-because-failed': '在里面没试成（{error}）。',
    'tank.receipt-because-no-network': '鱼缸现在没有网络，试了也说明不了什么。',
    'tank.receipt-because-partial': '有几次尝试它没有说结果：{doors}。',
    'tank.receipt-because-other-way': '上网用的端口好像没有拦住：{doors}。',
    'tank.receipt-because-unanswered':
      '{doors} 一直没有回应。也可能是这台电脑自己的防火墙没让它出声，所以说明不了什么。',
    'tank.receipt-because-own-address': '鱼缸在网络里的地址和这台电脑一样，它连到的只是自己。',
    'tank.receipt-because-no-canary': '我们没法在这台电脑上等它来连。',
    'tank.receipt-because-deaf': '我们在 {addresses} 等，可连这台电脑自己也连不上。',
    'tank.receipt-because-no-lan': '这台电脑现在没有接入任何网络。',
    'tank.receipt-because-strangers': '我们等的地方来了 {count, number} 个说不出约定暗号的。',
    'tank.receipt-because-neighbours': '它旁边有 {addresses}；虽然没让它进，但被它找到了。',
    'tank.receipt-because-wide': '它的网络太大，没法一个个试。',
    'tank.receipt-because-rights': '没能读到这个账户的权限。',
    'tank.receipt-because-account': '尝试是以 {name}（编号 {uid}）进行的，不是 OpenClaw 的账户。',
    'tank.receipt-because-programs': '{programs} 没有给出明确的回答。',
    'tank.receipt-because-no-programs': '里面没有能拿来试的程序。',
    'tank.receipt-because-no-call': '里面没有能问内核的程序。',
    'tank.receipt-because-mounts': '{all, number} 个挂载里只读到了 {read, number} 个。',
    'tank.receipt-because-devices': '{all, number} 个设备里只读到了 {read, number} 个。',
    'tank.receipt-because-odd': '{found} 没有给出明确的回答。',
    'tank.receipt-because-outside': '从外面看，引擎没有说到这一点。',
    'tank.receipt-because-engine': '从外面没能问到引擎（{error}）。',
  },
} satisfies Words<typeof en>;
