import type { Message } from '../contract/finding';
import { errorCode } from '../system/read';
import { readFailure } from './partial-result';

/**
 * Why what a file holds could not be looked into: it kept changing meanwhile (`EBUSY` of `openDatabase` and of an archive), so
 * that another look may tell; it makes no sense; or it could not be read.
 */
export function readingFailure(error: unknown): Message {
  const code = errorCode(error);
  if (code === 'EBUSY') return { id: 'contents.changing' };
  return error instanceof SyntaxError || code === 'SQLITE' || code === 'ZSTD' || code === 'ARCHIVE'
    ? { id: 'contents.broken' }
    : readFailure(error);
}
