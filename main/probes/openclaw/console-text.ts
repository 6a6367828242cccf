import type { Host } from '../../system/read';
import { decodeCodePage, parseCodePage } from '../folders/parse-known-folders';

const CODE_PAGES = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage';

/** Output of a Windows program: UTF-16 where it shows, else taken byte by byte, so that ASCII survives any code page. */
export function decodeWide(bytes: Buffer): string {
  const wide = bytes.length > 1 && (bytes[1] === 0 || (bytes[0] === 0xff && bytes[1] === 0xfe));
  return bytes.toString(wide ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '');
}

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
