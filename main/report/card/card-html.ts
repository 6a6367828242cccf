import type { Card, CardItem, CardSection } from '../../contract/card';
import type { Language } from '../../contract/report';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);

const STYLE = `:root{color-scheme:light dark}
body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:16px/1.55 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
li{margin:.4rem 0}li ul{padding-left:1rem;font-size:.9rem;opacity:.85}
footer{margin-top:2rem;font-size:.9rem;opacity:.85}`;

/** The digest of `STYLE`, the one style sheet that the page allows itself (w3.org/TR/CSP3, hash-source). */
const STYLE_SOURCE = "'sha256-l4/qzyg0xIrBa20OYDWbB/P+/Ch7NfESbi4UijtiVkk='";

const item = ({ text, notes }: CardItem) => {
  const below = notes.map((note) => `<li>${escaped(note)}</li>`).join('');
  return `<li>${escaped(text)}${below && `<ul>${below}</ul>`}</li>`;
};
const section = ({ title, items }: CardSection) =>
  `<section><h2>${escaped(title)}</h2><ul>${items.map(item).join('\n')}</ul></section>`;

/** The card as a web page of one file: it runs nothing, and asks for nothing. */
export const cardHtml = ({ title, lead, sections, foot }: Card, language: Language): string =>
  `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${STYLE_SOURCE}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${lead.map((line) => `<p>${escaped(line)}</p>`).join('\n')}
${sections.map(section).join('\n')}
</main>
<footer><p>${escaped(foot)}</p></footer>
</body>
</html>
`;
