import type { Evidence } from '../../contract/finding';
import { type Host, isAbsentReading } from '../../system/read';
import type { GatewayProbe, Process } from '../gateways/types';
import { type Gap, readFailure } from '../partial-result';
import type { ControlQuestion, ControlWay, SystemControl } from './types';

/** Displays of the old kind: each program on one sees all keys and the whole screen (x.org, Security extension). */
const OPEN_DISPLAYS = ['Xorg', 'Xorg.bin', 'X', 'Xvnc', 'Xtigervnc', 'Xtightvnc', 'xrdp-Xorg'];
/** Wayland, where each program may press keys and copy the screen all the same (wlroots' protocols). */
const OPEN_COMPOSITORS = ['sway', 'Hyprland', 'wayfire', 'river', 'labwc'];
/** Wayland that keeps programs apart. Xwayland shows those of the old kind to each other alone. */
const CLOSED_COMPOSITORS = [
  ...['gnome-shell', 'mutter', 'kwin_wayland', 'kwin_wayland_wr', 'cosmic-comp', 'weston', 'gamescope'],
  ...['niri', 'phoc', 'budgie-wm', 'Xwayland'],
];
/** Drawn nowhere: what runs in it sees itself. */
const VIRTUAL_DISPLAYS = ['Xvfb', 'Xephyr', 'Xdummy'];
/** Sockets of X displays, whatever draws them (X(7)). */
const SOCKETS = '/tmp/.X11-unix';
/** One file for each session, by which systemd tells who sits where (sd-login(3)). */
const SESSIONS = '/run/systemd/sessions';

interface Session {
  readonly uid: string;
  readonly type: string;
}

type Asked = Pick<ControlQuestion, 'mine'> & { readonly uid: number | null };

/**
 * Which desktops run and whether the account is on one that keeps programs apart. A display of somebody else is its own too
 * where it may open what lets programs in (`opened` tells it).
 */
export async function desktopOf(
  host: Host,
  gateways: Pick<GatewayProbe, 'processes'>,
  { mine, uid }: Asked,
  opened: (paths: readonly string[]) => Promise<readonly string[]>,
): Promise<SystemControl> {
  const gaps: Gap[] = [];
  const list = (folder: string) =>
    host.list(folder).catch((error: unknown) => {
      if (!isAbsentReading(error)) gaps.push({ where: folder, because: readFailure(error) });
      return [];
    });

  async function sessions(): Promise<readonly Session[]> {
    const files = (await list(SESSIONS)).filter((name) => !name.endsWith('.ref')).slice(0, 200);
    const texts = await Promise.all(
      files.map((name) =>
        host.readText(`${SESSIONS}/${name}`, 65_536).catch((error: unknown) => {
          const where = `${SESSIONS}/${name}`;
          if (!isAbsentReading(error)) gaps.push({ where, because: readFailure(error) });
          return '';
        }),
      ),
    );
    return texts.map((text) => {
      const values = new Map(
        text.split('\n').map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]),
      );
      return { uid: values.get('UID') ?? '', type: values.get('TYPE') ?? '' };
    });
  }

  const running = await gateways.processes();
  gaps.push(...running.gaps);
  const named = (some: readonly string[]) =>
    running.items.filter(({ program, args }) => {
      const own = (args[0] ?? '').split('/').at(-1) ?? '';
      return some.includes(program) || some.includes(own);
    });
  const displays = named(OPEN_DISPLAYS);
  const compositors = named(OPEN_COMPOSITORS);
  const closed = named(CLOSED_COMPOSITORS);
  const process = ({ pid, program }: Process): Evidence => ({
    kind: 'process',
    where: `${program} (pid ${pid})`,
    saw: displays.some((each) => each.pid === pid) ? 'X11' : 'Wayland',
  });

  const all = await sessions();
  const isOn = (type: string) => all.some((each) => each.type === type && each.uid === String(uid));
  const says = (name: string) => (mine ? host.env[name] : undefined);
  const isMine = ({ ours }: Process) => mine && host.uid !== 0 && ours === true;
  const items: ControlWay[] = [];
  const others: Evidence[] = [];
  for (const each of displays) {
    const evidence = process(each);
    const cookie = each.args[each.args.indexOf('-auth') + 1];
    const lets = each.args.includes('-ac');
    const own = isMine(each) || isOn('x11') || Boolean(says('DISPLAY') && !says('WAYLAND_DISPLAY'));
    const files = each.args.includes('-auth') && cookie ? [cookie] : [];
    if (lets) items.push({ kind: 'keys', by: 'helper', evidence: { ...evidence, saw: '-ac' } });
    else if (own) items.push({ kind: 'session', by: 'session', evidence });
    else {
      // Root draws it for whoever signed in; without a session it isn't known for whom.
      const isOthers =
        all.some(({ type }) => type === 'x11') || (each.ours === false && each.account !== 'root');
      if (!isOthers) gaps.push({ where: evidence.where, because: { id: 'control.unknown-display' } });
      const saw = { id: 'control.others', values: { program: each.program } };
      others.push({ ...evidence, saw });
      for (const file of await opened(files))
        items.push({ kind: 'keys', by: 'helper', evidence: { kind: 'file', where: file, saw: 'X11' } });
    }
  }
  for (const each of compositors)
    if (isMine(each) || isOn('wayland'))
      items.push({ kind: 'session', by: 'session', evidence: process(each) });

  const drawn = (await list(SOCKETS)).filter((name) => /^X\d+$/.test(name));
  const drawers = [...displays, ...compositors, ...closed, ...named(VIRTUAL_DISPLAYS)];
  const untold = drawn.length > 0 && drawers.length === 0;
  if (untold || ((isOn('x11') || isOn('mir')) && displays.length === 0))
    gaps.push({ where: SOCKETS, because: { id: 'control.unknown-display' } });
  const [wayland] = closed;
  const apart = wayland && {
    ...process(wayland),
    saw: { id: 'control.wayland', values: { program: wayland.program } },
  };
  const values = { count: running.items.length };
  const none: Evidence = { kind: 'machine', where: '/proc', saw: { id: 'control.no-desktop', values } };
  const shown = [...others, ...(apart ? [apart] : [])];
  return { items, gaps, looked: shown.length > 0 ? shown : [none] };
}
