import type { Host } from '../../system/read';
import { decodeCodePage, parseCodePage } from '../folders/parse-known-folders';
import { decodeWide } from './parse-tasks';

const CODE_PAGES = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage';

/**
 * What a program of Windows wrote into a pipe: UTF-16, or the console's code page, which is the OEM one unless somebody
 * changed it (learn.microsoft.com/windows/console/console-code-pages). A text that fits neither is read as UTF-8, its
 * foreign bytes replaced, so that its plain ASCII survives.
 */
export async function consoleText(host: Host, bytes: Buffer): Promise<string> {
  if (bytes.includes(0) || bytes.every((byte) => byte < 0x80)) return decodeWide(bytes);
  const page = await host.run('reg', ['query', CODE_PAGES, '/v', 'OEMCP']).then(
    ({ stdout }) => parseCodePage(stdout),
    () => null,
  );
  return decodeCodePage(bytes, page) ?? decodeWide(bytes);
}
