import { type Edit, readJson5 } from '../../openclaw/json5';
import { type Json, valueAt } from '../../openclaw/read-settings';
import type { FileProbe } from '../../probes/files';

type Steps = readonly (string | number)[];

/** A file that a settings file includes, and where in the settings it is put in. */
export interface Layer {
  readonly file: string;
  readonly mount: Steps;
}

/** More than anybody includes, and an end to files that include each other. */
const MOST = 200;

/**
 * Every place where a file's text ends up in the settings, the settings file itself first
 * (`$include`, docs/gateway/config-secrets-env.md). `texts` holds the files that were read.
 */
export function layersOf(
  start: string,
  texts: ReadonlyMap<string, string>,
  path: FileProbe['path'],
): readonly Layer[] {
  const layers: Layer[] = [];
  const visit = (file: string, mount: Steps) => {
    const text = texts.get(file);
    if (text === undefined || layers.length >= MOST) return;
    layers.push({ file, mount });
    const search = (value: Json, here: Steps) => {
      if (typeof value !== 'object' || value === null) return;
      if (Array.isArray(value)) {
        for (const [index, each] of (value as readonly Json[]).entries()) search(each, [...here, index]);
        return;
      }
      for (const [key, each] of Object.entries(value)) {
        if (key !== '$include') search(each, [...here, key]);
        else
          for (const name of [each].flat() as Json[])
            if (typeof name === 'string') visit(path.normalize(path.resolve(path.dirname(file), name)), here);
      }
    };
    search(readJson5(text), mount);
  };
  visit(start, []);
  return layers;
}

/** The edit as it reads in a file that is put in at `mount`; null when it is about another place. */
function within({ mount }: Layer, edit: Edit): Edit | null {
  if (edit.path.length <= mount.length || mount.some((step, index) => step !== edit.path[index])) return null;
  return { ...edit, path: edit.path.slice(mount.length) };
}

/**
 * The same edits, each in the files where its value stands now. Lists and maps are joined from all of them, so the
 * first takes what is wanted and the rest let go. What stands nowhere goes into the settings file itself.
 */
export function spread(
  edits: readonly Edit[],
  layers: readonly Layer[],
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly Edit[]> {
  const byFile = new Map<string, Edit[]>();
  const add = (file: string, edit: Edit) => byFile.set(file, [...(byFile.get(file) ?? []), edit]);
  for (const edit of edits) {
    const holders = layers.flatMap((layer) => {
      const own = within(layer, edit);
      const stands = own && valueAt(readJson5(texts.get(layer.file) ?? '{}'), own.path) !== undefined;
      return own && stands ? [{ file: layer.file, own }] : [];
    });
    const joined = typeof edit.to === 'object' && edit.to !== null;
    holders.forEach(({ file, own }, index) => {
      add(file, joined && index > 0 ? { ...own, to: undefined } : own);
    });
    const [main] = layers;
    if (holders.length === 0 && main && edit.to !== undefined) add(main.file, edit);
  }
  return byFile;
}
