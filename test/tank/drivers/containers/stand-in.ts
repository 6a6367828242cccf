import { readFileSync } from 'node:fs';
import type { ProgramCommand } from '../../../../main/tank/model/types';
import { type Answer, scriptedRunner } from '../../../fakes/command-runner';

/** Made by hand after real answers: `podman info` of 4.3.1 and 5.2.2, `docker info` of 27.3.1, `nft --json` of 1.0.6. */
export const fixture = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/tank/containers/${name}`, import.meta.url), 'utf8');

export type Kind = 'podman4' | 'podman5' | 'docker';

interface Box {
  id: string;
  name: string;
  labels: Record<string, string>;
  running: boolean;
  args: readonly string[];
  image: string;
}
interface Picture {
  id: string;
  tags: string[];
  labels: Record<string, string>;
  created: string;
}

/** Words of an option that is given more than once. */
export const given = (args: readonly string[], name: string): string[] =>
  args.flatMap((word, index) => (word === name ? [args[index + 1] ?? ''] : []));
const pairs = (args: readonly string[]) =>
  Object.fromEntries(
    args.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );

/** Options without a value, so that the image can be found among the words. */
const BARE = new Set(['--detach', '--rm', '--interactive', '--read-only', '--read-only-tmpfs=false']);

/**
 * An engine that keeps what it is told to make and says it in the real engine's form. `fail` hears each line before it
 * is carried out (`before`) or after (`after`), and may end it.
 */
export function standIn(
  kind: Kind,
  fail: (line: string, when: 'before' | 'after') => Answer | undefined = () => undefined,
) {
  const program = kind === 'docker' ? 'docker' : 'podman';
  const boxes: Box[] = [];
  const pictures: Picture[] = [];
  const volumes: { name: string; labels: Record<string, string> }[] = [];
  const networks: { id: string; name: string }[] = [];
  let number = 0;
  let limited = kind !== 'podman4';
  const id = () => (number++).toString(16).padStart(64, 'a');
  const missing: Answer = { code: 125, err: 'no such thing' };

  function inspected(box: Box) {
    const { args } = box;
    const [network = ''] = given(args, '--network');
    const holder = boxes.find(({ name }) => `container:${name}` === network);
    const [memory] = given(args, '--memory');
    const [endpoint] = given(args, '--publish');
    const [host, outer, inner] = endpoint?.split(':') ?? [];
    const endpoints = endpoint ? { [`${inner}/tcp`]: [{ HostIp: host, HostPort: outer }] } : {};
    const capless = given(args, '--cap-drop').includes('ALL');
    return {
      Id: box.id,
      Name: kind === 'docker' ? `/${box.name}` : box.name,
      State: { Running: box.running },
      ...(kind === 'docker'
        ? {}
        : { EffectiveCaps: capless ? null : ['CAP_CHOWN'], BoundingCaps: capless ? null : ['CAP_CHOWN'] }),
      Mounts: given(args, '--volume').map((word) => ({
        Type: 'volume',
        Name: word.split(':')[0],
        Source: `/volumes/${word.split(':')[0]}/_data`,
        Destination: word.split(':')[1],
        Driver: 'local',
        RW: true,
      })),
      Config: {
        User: given(args, '--user')[0] ?? '',
        Labels: box.labels,
        Env: ['OPENCLAW_GATEWAY_TOKEN=secret'],
        ...(kind === 'docker' ? {} : { CreateCommand: ['podman', ...args] }),
      },
      NetworkSettings: { Ports: endpoints, ...(kind === 'docker' && { Networks: { [network]: {} } }) },
      HostConfig: {
        Privileged: false,
        CapAdd: kind === 'docker' ? null : given(args, '--cap-add'),
        CapDrop: given(args, '--cap-drop'),
        SecurityOpt: given(args, '--security-opt'),
        ReadonlyRootfs: args.includes('--read-only'),
        NetworkMode: holder
          ? `container:${holder.id}`
          : network.startsWith('slirp') || network.startsWith('pasta')
            ? network.split(':')[0]
            : network,
        PidMode: kind === 'docker' ? '' : 'private',
        IpcMode: kind === 'docker' ? 'private' : 'shareable',
        UTSMode: kind === 'docker' ? '' : 'private',
        UsernsMode: '',
        VolumesFrom: null,
        GroupAdd: kind === 'docker' ? null : [],
        Devices: [],
        PortBindings: endpoints,
        PublishAllPorts: false,
        Memory: memory && limited ? Number.parseInt(memory, 10) * 1024 * 1024 : 0,
        NanoCpus: limited ? Number(given(args, '--cpus')[0] ?? 0) * 1e9 : 0,
        PidsLimit: limited ? Number(given(args, '--pids-limit')[0] ?? 0) : 0,
        ...(kind === 'docker' && { MaskedPaths: ['/proc/acpi'] }),
      },
    };
  }
  const list = (ids: readonly string[]): Answer => `${ids.map((each) => `${each}\n`).join('')}`;
  const byLabel = (args: readonly string[]) => {
    const [filter = ''] = given(args, '--filter');
    const [name, value] = filter.replace('label=', '').split('=');
    return (each: { labels: Record<string, string> }) => each.labels[name ?? ''] === value;
  };
  const untag = (name: string) => {
    for (const each of pictures) each.tags = each.tags.filter((tag) => tag !== name);
  };
  const make = (name: string, labels: Record<string, string>) => {
    untag(name);
    pictures.push({
      id: `sha256:${id()}`,
      tags: [name],
      labels,
      created: `2026-11-22T09:00:${String(pictures.length).padStart(2, '0')}Z`,
    });
  };

  function answer(args: readonly string[], command: ProgramCommand): Answer | undefined {
    const [verb, second] = args;
    const box = (name: string | undefined) => boxes.find((each) => each.name === name || each.id === name);
    switch (verb) {
      case 'info':
        return fixture(`${kind}-info.json`);
      case 'context':
        return JSON.stringify([
          { Name: 'default', Endpoints: { docker: { Host: 'unix:///var/run/docker.sock' } } },
        ]);
      case 'ps':
        return list((args.includes('--filter') ? boxes.filter(byLabel(args)) : boxes).map((each) => each.id));
      case 'images':
        return list(pictures.filter(byLabel(args)).map((each) => each.id));
      case 'network':
        if (second === 'ls') return list(networks.map((each) => each.id));
        if (second === 'create') networks.push({ id: id(), name: args.at(-1) ?? '' });
        if (second === 'rm')
          networks.splice(
            networks.findIndex((each) => each.id === args[2]),
            1,
          );
        return '';
      case 'container': {
        const found = args.slice(2).map(box);
        return found.every(Boolean) ? JSON.stringify(found.map((each) => inspected(each as Box))) : missing;
      }
      case 'volume': {
        if (second === 'ls') return list(volumes.filter(byLabel(args)).map((each) => each.name));
        if (second === 'create')
          volumes.push({ name: args.at(-1) ?? '', labels: pairs(given(args, '--label')) });
        const isUsed = boxes.some((each) =>
          given(each.args, '--volume').some((to) => to.startsWith(`${args[2]}:`)),
        );
        if (second === 'rm' && isUsed) return { code: 2, err: 'volume is being used' };
        if (second === 'rm')
          volumes.splice(
            volumes.findIndex((each) => each.name === args[2]),
            1,
          );
        if (second !== 'inspect') return '';
        return JSON.stringify(
          volumes
            .filter((each) => args.includes(each.name))
            .map((each) => ({
              Name: each.name,
              Driver: 'local',
              Labels: each.labels,
              Options: kind === 'docker' ? null : {},
              CreatedAt: '2026-11-22T09:00:00Z',
            })),
        );
      }
      case 'image': {
        if (second === 'inspect')
          return JSON.stringify(
            pictures
              .filter((each) => args.includes(each.id))
              .map((each) => ({
                Id: each.id,
                RepoTags: each.tags,
                Created: each.created,
                Size: 1000,
                Config: { Labels: each.labels },
              })),
          );
        const target = args.at(-1) ?? '';
        untag(target);
        const gone = pictures.findIndex((each) => each.id === target || each.tags.length === 0);
        if (gone >= 0) pictures.splice(gone, 1);
        return '';
      }
      case 'import':
        make(args.at(-1) ?? '', pairs(given(args, '--change').map((each) => each.replace('LABEL ', ''))));
        return '';
      case 'commit': {
        const from = box(args.at(-2));
        const base = pictures.find((each) => each.tags.includes(from?.image ?? ''));
        if (!from) return missing;
        make(args.at(-1) ?? '', {
          ...base?.labels,
          ...pairs(given(args, '--change').map((each) => each.replace('LABEL ', ''))),
        });
        return '';
      }
      case 'tag': {
        const from = pictures.find((each) => each.tags.includes(second ?? ''));
        if (!from) return missing;
        untag(args[2] ?? '');
        from.tags.push(args[2] ?? '');
        return '';
      }
      case 'run': {
        const [name = ''] = given(args, '--name');
        if (box(name)) return { code: 125, err: 'the name is in use' };
        if (args.includes('--rm')) return args.includes('NET_ADMIN') ? fixture('rules.json') : '';
        let at = 1;
        while (args[at]?.startsWith('--')) at += BARE.has(args[at] ?? '') ? 1 : 2;
        if (!pictures.some((each) => each.tags.includes(args[at] ?? ''))) return missing;
        boxes.push({
          id: id(),
          name,
          labels: pairs(given(args, '--label')),
          running: true,
          args,
          image: args[at] ?? '',
        });
        return '';
      }
      case 'exec':
        return box(args.find((each) => each.startsWith('tankmate-'))) ? `${command.input ?? ''}` : missing;
      case 'stop':
      case 'start': {
        const found = box(args.at(-1));
        if (!found) return missing;
        found.running = verb === 'start';
        return '';
      }
      case 'rm': {
        const found = box(args.at(-1));
        if (!found) return missing;
        // A container whose network another one uses has to stay.
        if (boxes.some((each) => given(each.args, '--network').includes(`container:${found.name}`)))
          return { code: 125, err: 'has dependent containers' };
        boxes.splice(boxes.indexOf(found), 1);
        return '';
      }
      case 'system':
        return '';
      default:
        return undefined;
    }
  }

  const runner = scriptedRunner((line, command) => {
    const failed = fail(line, 'before');
    if (failed !== undefined) return failed;
    const args = command.args[0] === '--runtime' ? command.args.slice(2) : command.args;
    const reported = command.program === `/usr/bin/${program}` ? answer(args, command) : undefined;
    return fail(line, 'after') ?? reported;
  });
  return {
    hands: runner,
    boxes,
    pictures,
    volumes,
    networks,
    unlimited: () => {
      limited = false;
    },
    /** Everything there is, by name. */
    all: () => [
      ...boxes.map(({ name }) => name),
      ...pictures.map(({ tags, id }) => tags[0] ?? id),
      ...volumes.map(({ name }) => name),
      ...networks.map(({ name }) => name),
    ],
  };
}
