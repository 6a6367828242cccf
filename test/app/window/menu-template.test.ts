import type { MenuItemConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import { menuTemplate } from '../../../main/app/window/menu-template';
import { LANGUAGES } from '../../../main/contract/report';

const actions = { look: vi.fn(), setLanguage: vi.fn(), openScreen: vi.fn() };
const flat = (items: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);

test.each(LANGUAGES)('in %s a field can be edited on every system, by the system’s own roles', (language) => {
  const roles = flat(menuTemplate(language, actions, false)).map(({ role }) => role);
  expect(roles).toEqual(expect.arrayContaining(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll']));
  expect(roles).not.toContain('toggleDevTools');
});

test('settings, help and language are there, and no key stands for two things', () => {
  const all = flat(menuTemplate('en', actions, true));
  const click = (label: string) => {
    const action = all.find((each) => each.label === label)?.click as (() => void) | undefined;
    action?.();
  };
  click('Settings…');
  click('Help and keyboard');
  click('简体中文');
  expect(actions.openScreen.mock.calls).toEqual([['settings'], ['about']]);
  expect(actions.setLanguage).toHaveBeenCalledWith('zh-CN');
  const keys = all.flatMap(({ accelerator }) => accelerator ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});
