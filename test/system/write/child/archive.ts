// A process that saves an archive: `file folder-of-its-own top`. Prints why not, and whether more room was needed.
import { ArchiveError, saveArchive } from '../../../../main/system/write/archive';

const [, , file = '', own = '', top = ''] = process.argv;
await saveArchive(file, [top], new AbortController().signal, own).catch((error: unknown) => {
  const said =
    error instanceof ArchiveError
      ? [error.because, error.where, error.room ? error.room.need > error.room.free : null]
      : [String(error)];
  process.stdout.write(JSON.stringify(said));
});
