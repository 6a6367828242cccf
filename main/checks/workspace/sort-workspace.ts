/**
 * Files that OpenClaw itself keeps in a workspace (docs/concepts/agent-workspace.md, docs/concepts/dreaming.md and
 * docs/reference/templates of 2026.9.6; TOOLS.md and HEARTBEAT.md of 2026.1 to 2026.5).
 */
const OWN_FILES = [
  'SOUL.md',
  'USER.md',
  'IDENTITY.md',
  'TOOLS.md',
  'HEARTBEAT.md',
  'BOOT.md',
  'BOOTSTRAP.md',
].concat(
  ['MEMORY.md', 'memory.md', 'DREAMS.md', 'dreams.md'],
  ['openclaw-workspace-state.json', '.attested'],
);
/** Its instructions; in a repository of code they tend to be the project's, for other agents as well (agents.md). */
const INSTRUCTIONS = 'AGENTS.md';
/** What OpenClaw makes beside its files: a repository of its own, records of skills, pages. */
const BESIDE = ['.git', '.gitignore', '.openclaw', '.clawhub', '.clawdhub', '.agents', 'canvas'];
/** Left by the system or by us, and nobody's. */
const NOBODYS = ['.DS_Store', 'desktop.ini', 'Thumbs.db', '.tankmate-made'];
/** Daily notes, and what OpenClaw's own tools put beside them (docs/concepts/memory.md). */
const NOTE = /^\d{4}-\d{2}-\d{2}.*\.md$|^(?:dreaming|\.dreams|imports|heartbeat-state\.json)$/;

/** One name in a workspace; of a folder the names in it, of a skill's folder those with a SKILL.md. */
export interface WorkspaceEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Names in `memory`, and in `skills` those that are skills; nothing elsewhere. */
  readonly inside: readonly string[];
  /** How many names there are in it; only where `inside` is told. */
  readonly all: number;
}

export interface Sorted {
  /** What goes along, as paths from the workspace, `/` between parts. */
  readonly goes: readonly string[];
  /** What stays: the user's own. */
  readonly stays: readonly string[];
}

/** What of a folder is OpenClaw's own, by its name and kind; null when none of it. */
function ownOf({
  name,
  kind,
  inside,
  all,
}: WorkspaceEntry): { readonly goes: readonly string[]; readonly whole: boolean } | null {
  if (kind === 'file' && (name === INSTRUCTIONS || OWN_FILES.includes(name)))
    return { goes: [name], whole: true };
  if (kind !== 'folder' || (name !== 'memory' && name !== 'skills')) return null;
  // Somebody's own folder may be called memory, too.
  const own = name === 'memory' ? inside.filter((each) => NOTE.test(each)) : inside;
  if (own.length === 0) return null;
  return own.length === all
    ? { goes: [name], whole: true }
    : { goes: own.map((each) => `${name}/${each}`), whole: false };
}

/**
 * Tells OpenClaw's files in a workspace from the user's. Where there are none but its own, all goes, its repository
 * too. A link stays, for it may lead nowhere from another place.
 */
export function sortWorkspace(listed: readonly WorkspaceEntry[]): Sorted {
  const known = listed.filter(({ name }) => !NOBODYS.includes(name));
  const own = new Map(known.map((each) => [each.name, ownOf(each)]));
  // A repository that is a file belongs to another one elsewhere (gitrepository-layout(5)).
  const isBeside = ({ name, kind }: WorkspaceEntry) =>
    BESIDE.includes(name) && kind !== 'link' && (name !== '.git' || kind === 'folder');
  const foreign = known.filter((each) => !own.get(each.name)?.whole && !isBeside(each));
  if (foreign.length === 0) return { goes: known.map(({ name }) => name), stays: [] };
  const repository = known.some(({ name }) => name === '.git');
  const goes = known.flatMap((each) => {
    if (repository && (each.name === INSTRUCTIONS || each.name === 'skills')) return [];
    return own.get(each.name)?.goes ?? [];
  });
  return { goes, stays: known.map(({ name }) => name).filter((name) => !goes.includes(name)) };
}
