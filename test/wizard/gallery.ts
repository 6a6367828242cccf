import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { contract } from '../../main/contract/ipc';
import type { Language } from '../../main/contract/report';
import { ANSWERS, CHROMIUM, NOW, putBridge } from './bridge';
import { PRACTICE_SCENES } from './practice-screens';
import { SCENES, type Scene } from './screens';
import { servePage } from './serve';
import { TANK_SCENES } from './tank-screens';

const LANGUAGES: readonly Language[] = ['en', 'zh-CN'];

type Media = Parameters<Page['emulateMedia']>[0];
/** How each scene is drawn: the system’s settings and the window’s width in CSS pixels. */
const VIEWS: Readonly<Record<string, { readonly width: number; readonly media: Media }>> = {
  light: { width: 1040, media: { colorScheme: 'light' } },
  dark: { width: 1040, media: { colorScheme: 'dark' } },
  contrast: { width: 1040, media: { colorScheme: 'light', contrast: 'more' } },
  forced: { width: 1040, media: { colorScheme: 'dark', forcedColors: 'active' } },
  narrow: { width: 360, media: { colorScheme: 'light' } },
};
const PLAIN: Media = { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' };

/** Such as "en-light-tile-in-trouble.png". */
const fileOf = (language: Language, view: string, { name }: Scene) =>
  `${language}-${view}-${name.replace(/[^a-z0-9]+/gi, '-')}.png`;

/**
 * Draws the scenes of the wizard’s tests into a folder, which is emptied first: one PNG of the whole page for each
 * scene, language and view, and index.html with all of them.
 * @param folder absolute path
 * @param only scenes whose name has this in it; '' for all
 * @returns the path of index.html and the number of pictures
 */
export async function drawGallery(
  folder: string,
  only: string,
): Promise<{ index: string; pictures: number }> {
  const scenes = [...SCENES, ...TANK_SCENES, ...PRACTICE_SCENES].filter(({ name }) => name.includes(only));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const served = await servePage();
  const browser = await chromium.launch({ executablePath: CHROMIUM });
  try {
    const left = LANGUAGES.flatMap((language) => scenes.map((scene) => ({ language, scene })));
    const draw = async () => {
      for (let next = left.shift(); next; next = left.shift())
        await drawScene(browser, served.address, folder, next.language, next.scene);
    };
    await Promise.all(Array.from({ length: availableParallelism() }, draw));
  } finally {
    await browser.close();
    await served.stop();
  }
  const index = join(folder, 'index.html');
  writeFileSync(index, pageOf(scenes));
  return { index, pictures: scenes.length * LANGUAGES.length * Object.keys(VIEWS).length };
}

async function drawScene(
  browser: Browser,
  address: string,
  folder: string,
  language: Language,
  scene: Scene,
) {
  const options: BrowserContextOptions = {
    viewport: { width: 1040, height: 720 },
    locale: language,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  };
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    await page.clock.setFixedTime(NOW);
    const first = scene.state(language);
    const answers = { ...ANSWERS, ...scene.answers };
    await page.addInitScript(putBridge, { channels: Object.keys(contract), first, failing: [], answers });
    await page.goto(address);
    await page.locator('h1').waitFor();
    await scene.go?.(page);
    await page.getByTestId(`screen-${scene.screen}`).waitFor();
    for (const [view, { width, media }] of Object.entries(VIEWS)) {
      await page.setViewportSize({ width, height: 720 });
      await page.emulateMedia({ ...PLAIN, ...media });
      await page.screenshot({ path: join(folder, fileOf(language, view, scene)), fullPage: true });
    }
  } catch (error) {
    throw new Error(`${scene.name}, ${language}: ${error instanceof Error ? error.message : error}`);
  } finally {
    await context.close();
  }
}

/** One page without scripts: a radio button a view shows that view’s pictures, both languages side by side. */
function pageOf(scenes: readonly Scene[]): string {
  const views = Object.keys(VIEWS);
  const radios = views.map(
    (view, at) =>
      `<input type="radio" name="view" id="${view}"${at === 0 ? ' checked' : ''}><label for="${view}">${view}</label>`,
  );
  const shown = views.map((view) => `#${view}:checked ~ main .${view}`).join(', ');
  const figures = scenes.map((scene) => {
    const pictures = views.flatMap((view) =>
      LANGUAGES.map((language) => {
        const file = fileOf(language, view, scene);
        return `<a class="${view}" href="${file}"><img loading="lazy" src="${file}" alt="${scene.name}, ${language}, ${view}"></a>`;
      }),
    );
    return `<section><h2>${scene.name}</h2><div>${pictures.join('')}</div></section>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Every screen of Tankmate</title>
<style>
  body { font: 16px sans-serif; margin: 1rem; background: #777; color: #fff; }
  label { margin-right: 1rem; }
  section > div { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; align-items: start; }
  img { max-width: 100%; }
  main a { display: none; }
  ${shown} { display: block; }
</style>
${radios.join('\n')}
<main>
${figures.join('\n')}
</main>
</html>
`;
}
