import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** Characters of different classes, for what a pattern leaves open. */
const USUAL = ['a', 'A', '0', ' ', '-', '.', '/', '"', ':', '=', '\n', '中', 'é'];

const charsOf = (flags: string) => (source: string) => {
  const one = new RegExp(`^(?:${source})$`, flags.replace(/[gydm]/g, ''));
  return [
    ...USUAL,
    ...Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)),
    '\t',
    '\0',
    '\\',
  ].filter((each) => one.test(each));
};

/** One text that a part of a pattern takes, mostly; `pick` tells which of several. */
function sample(node: AST.Node, flags: string, pick: number): string {
  const first = (chars: readonly string[]) => chars[pick % Math.max(1, chars.length)] ?? '';
  switch (node.type) {
    case 'Character':
      return String.fromCodePoint(node.value);
    case 'CharacterClass':
    case 'ExpressionCharacterClass':
    case 'CharacterSet':
      return first(charsOf(flags)(node.raw));
    case 'Alternative':
      return node.elements.map((each) => sample(each, flags, pick)).join('');
    case 'Group':
    case 'CapturingGroup':
      return sample(node.alternatives[pick % node.alternatives.length] ?? node, flags, pick);
    case 'Quantifier':
      return sample(node.element, flags, pick).repeat(Math.max(1, Math.min(node.min, 20)));
    default:
      return '';
  }
}

/** Texts that a pattern can be made to work hard on: what it repeats and what leads there, over and over, then nothing that fits. */
export function attacksOn(source: string, flags: string, length: number): ReadonlySet<string> {
  const unicode = flags.includes('u') || flags.includes('v');
  const tree = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: unicode && !flags.includes('v'),
    unicodeSets: flags.includes('v'),
  });
  const found = new Set<string>();
  const pump = (head: string, unit: string) => {
    if (unit === '') return;
    const many = unit.repeat(Math.ceil(length / unit.length));
    for (const end of ['', '\u0001', ' x\n!']) found.add(head + many + end);
  };
  const visit = (node: AST.Node, ahead: readonly string[]): void => {
    if (node.type === 'Quantifier') {
      if (node.max > 30) {
        const units = [0, 1, 2, 5].map((pick) => sample(node.element, flags, pick));
        for (const unit of units)
          for (const head of ahead) {
            pump(head, unit);
            pump('', head + unit);
          }
        pump(ahead[0] ?? '', units.join(''));
      }
      visit(node.element, ahead);
    } else if (node.type === 'Alternative') {
      let [zero, one] = [ahead[0] ?? '', ahead[1] ?? ''];
      for (const each of node.elements) {
        visit(each, [zero, one]);
        zero += sample(each, flags, 0);
        one += sample(each, flags, 1);
      }
    } else if ('alternatives' in node) for (const each of node.alternatives) visit(each, ahead);
  };
  visit(tree, ['', '']);
  for (const pick of [0, 1, 3]) pump('', sample(tree.alternatives[0] ?? tree, flags, pick));
  return found;
}
