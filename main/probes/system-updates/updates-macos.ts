import { XMLValidator } from 'fast-xml-parser';
import { parse } from 'plist';
import type { Evidence } from '../../contract/finding';
import type { Host } from '../../system/read';
import { malformedFile } from '../../system/read/plain-error';
import { readJobXml } from '../openclaw/services-launchd';
import { type Gap, readFailure } from '../partial-result';
import { lastDayOfMac } from './support-table';
import type { SystemUpdatesProbe } from './types';

const VERSION = '/System/Library/CoreServices/SystemVersion.plist';
/** What Software Update writes down after each search, readable by all. */
const STATE = '/Library/Preferences/com.apple.SoftwareUpdate.plist';
const NAMES = 5;

/** A property list as an object; rejects as the host does, and where it is none. */
async function plistAt(host: Host, file: string): Promise<Readonly<Record<string, unknown>>> {
  const xml = await readJobXml({ host }, file);
  if (xml === null || XMLValidator.validate(xml) !== true) throw malformedFile('a property list');
  const read: unknown = parse(xml);
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw malformedFile('a property list');
  return { ...read };
}

/** macOS, by its version and by what Software Update wrote down when it searched last. */
export function macosUpdates(host: Host): SystemUpdatesProbe {
  return {
    async look() {
      const gaps: Gap[] = [];
      const evidence: Evidence[] = [];
      const read = (file: string) =>
        plistAt(host, file).catch((error: unknown) => {
          gaps.push({ where: file, because: readFailure(error) });
          return null;
        });
      const [own, state] = await Promise.all([read(VERSION), read(STATE)]);
      const version = typeof own?.ProductVersion === 'string' ? own.ProductVersion : null;
      if (version !== null) evidence.push({ kind: 'file', where: VERSION, saw: `macOS ${version}` });
      else if (own !== null) gaps.push({ where: VERSION, because: { id: 'updates.no-release' } });
      const dates = ['LastFullSuccessfulDate', 'LastSuccessfulDate'].flatMap((key) => {
        const value = state?.[key];
        return value instanceof Date && !Number.isNaN(value.getTime()) ? [value.getTime()] : [];
      });
      const knownAt = dates.length > 0 ? Math.max(...dates) : null;
      const count = state?.LastRecommendedUpdatesAvailable;
      const list: readonly unknown[] = Array.isArray(state?.RecommendedUpdates)
        ? state.RecommendedUpdates
        : [];
      const names = list.flatMap((each) => {
        const name: unknown =
          typeof each === 'object' && each !== null ? Reflect.get(each, 'Display Name') : null;
        return typeof name === 'string' ? [name.slice(0, 60)] : [];
      });
      const isNumber = typeof count === 'number' && Number.isInteger(count) && count >= 0;
      // The list may be there where the number isn't, and be longer than it.
      const pending =
        isNumber || list.length > 0
          ? { count: Math.max(isNumber ? count : 0, list.length), names: names.slice(0, NAMES) }
          : null;
      if (state !== null && (knownAt === null || pending === null))
        gaps.push({ where: STATE, because: { id: 'updates.no-search' } });
      if (knownAt !== null) {
        const day = new Date(knownAt).toISOString().slice(0, 10);
        evidence.push({ kind: 'file', where: STATE, saw: { id: 'updates.searched', values: { day } } });
      }
      const isOn = (key: string) => state?.[key] === true || state?.[key] === 1;
      return {
        system: version === null ? null : `macOS ${version}`,
        lastDay: version === null ? null : lastDayOfMac(version),
        extended: false,
        pending,
        knownAt,
        installedAt: null,
        rhythm: 14,
        automatic:
          state === null ? null : isOn('AutomaticallyInstallMacOSUpdates') && isOn('CriticalUpdateInstall'),
        restartSince: null,
        evidence,
        gaps,
      };
    },
  };
}
