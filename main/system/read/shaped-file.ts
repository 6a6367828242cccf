import { readFile } from 'node:fs/promises';
import type { GenericSchema } from 'valibot';
import { readShape, type ShapeOf } from '../../contract/shape';
import { noteAccess } from './access-log';

/** What a small JSON file of the app's own says; null for none, and for one that can't be read or says something else. */
export function readShapedFile<S extends GenericSchema>(file: string, schema: S): Promise<ShapeOf<S> | null> {
  noteAccess('file', file);
  return readFile(file, 'utf8').then(
    (text) => readShape(schema, text),
    () => null,
  );
}
