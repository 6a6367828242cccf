import { expect, test } from 'vitest';
import { sortWorkspace, type WorkspaceEntry } from '../../../main/checks/workspace/sort-workspace';

const file = (name: string): WorkspaceEntry => ({ name, kind: 'file', inside: [], all: 0 });
const folder = (name: string, inside: string[] = [], all = inside.length): WorkspaceEntry => ({
  ...{ name, kind: 'folder', inside, all },
});
const SEEDED = ['AGENTS.md', 'SOUL.md', 'IDENTITY.md', 'USER.md'].map(file);

test('where all is OpenClaw’s own, all goes, its repository too', () => {
  const all = [
    ...SEEDED,
    folder('memory', ['2026-11-01.md']),
    folder('.git'),
    file('.gitignore'),
    folder('canvas'),
  ];
  expect(sortWorkspace([...all, file('.DS_Store')])).toEqual({
    goes: all.map(({ name }) => name),
    stays: [],
  });
});

test('documents of the user stay, OpenClaw’s memory goes', () => {
  const listed = [
    ...SEEDED,
    folder('memory', ['2026-11-01.md', '2026-11-02-trip.md', 'dreaming']),
    file('letter.docx'),
  ];
  const { goes, stays } = sortWorkspace([...listed, folder('taxes'), file('.env'), file('notes.md')]);
  expect(goes).toEqual(['AGENTS.md', 'SOUL.md', 'IDENTITY.md', 'USER.md', 'memory']);
  expect(stays).toEqual(['letter.docx', 'taxes', '.env', 'notes.md']);
});

test('a folder called memory or skills may be the user’s own', () => {
  const mine = [
    file('SOUL.md'),
    folder('memory', ['wedding.jpg', '2026-11-01.md']),
    folder('skills', ['todo'], 2),
  ];
  expect(sortWorkspace(mine)).toEqual({
    goes: ['SOUL.md', 'memory/2026-11-01.md', 'skills/todo'],
    stays: ['memory', 'skills'],
  });
  expect(sortWorkspace([folder('memory', ['wedding.jpg']), folder('skills')])).toEqual({
    goes: [],
    stays: ['memory', 'skills'],
  });
});

test('in a repository of code the instructions and skills are the project’s', () => {
  const listed = [...SEEDED, folder('.git'), folder('src'), folder('skills', ['todo'])];
  expect(sortWorkspace(listed)).toEqual({
    goes: ['SOUL.md', 'IDENTITY.md', 'USER.md'],
    stays: ['AGENTS.md', '.git', 'src', 'skills'],
  });
  const worktree = [...SEEDED, file('.git')];
  expect(sortWorkspace(worktree).stays).toEqual(['AGENTS.md', '.git']);
});

test('links stay, and folders that are named like its files', () => {
  const odd: WorkspaceEntry[] = [
    { ...file('AGENTS.md'), kind: 'link' },
    folder('SOUL.md'),
    { ...file('USER.md'), kind: 'other' },
  ];
  expect(sortWorkspace(odd)).toEqual({ goes: [], stays: ['AGENTS.md', 'SOUL.md', 'USER.md'] });
  expect(sortWorkspace([])).toEqual({ goes: [], stays: [] });
});
