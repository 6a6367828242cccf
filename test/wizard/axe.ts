import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { expect } from 'vitest';

const isShort = ({ any }: { any: readonly { data: { messageKey?: string } | null }[] }) =>
  any.length > 0 && any.every(({ data }) => data?.messageKey === 'shortTextContent');

/**
 * What axe has against the page as it stands, readable in a red test: every rule that it has, and contrast of 7:1; or
 * contrast alone. A contrast that it can't judge counts as too low.
 */
export async function violations(page: Page, rules: 'all' | 'contrast'): Promise<string[]> {
  // Without frames axe can do all of its work in the page itself, which is several times as quick.
  expect(page.frames()).toHaveLength(1);
  const there = await page.evaluate(() => 'axe' in window);
  const axe = new AxeBuilder({ page, ...(there && { axeSource: 'window.axe.version' }) }).setLegacyMode();
  // Of what is in order, it need not tell each element.
  const told: Parameters<typeof axe.options>[0] = { resultTypes: ['violations', 'incomplete'] };
  if (rules === 'contrast') axe.options(told).withRules(['color-contrast', 'color-contrast-enhanced']);
  else
    axe.options({
      ...told,
      rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
    });
  const { violations: found, incomplete } = await axe.analyze();
  const unsure = incomplete
    .filter(({ id }) => id.startsWith('color-contrast'))
    // A digit alone is no text to axe; those of charts have the colour of the text around them.
    .map((each) => ({ ...each, nodes: each.nodes.filter((node) => !isShort(node)) }))
    .filter(({ nodes }) => nodes.length > 0);
  return [...found, ...unsure].map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
