import { type Host, isAbsentReading } from '.';
import { currentAnswer, type Memory } from './memoize';

/** The same host, which remembers of each answer what was read for it. */
export function recordingHost(host: Host, memory: Memory): Host {
  const reading =
    <A extends [string, ...unknown[]], R>(
      verb: (...args: A) => Promise<R>,
      lists = false,
      namesIn?: (given: R) => readonly string[],
    ) =>
    async (...args: A): Promise<R> => {
      const answer = currentAnswer();
      const [path] = args;
      memory.note(path);
      answer?.note((readings) => readings.path(path, lists, false));
      try {
        const given = await verb(...args);
        if (namesIn) answer?.note((readings) => readings.names(path, namesIn(given)));
        return given;
      } catch (error) {
        if (isAbsentReading(error)) answer?.note((readings) => readings.path(path, lists, true));
        throw error;
      }
    };
  return {
    ...host,
    readText: reading(host.readText),
    readBytes: reading(host.readBytes),
    // Noted by its folder: a hundred thousand names would take more room than what was found in the files.
    readPart: (path, from, into) => {
      const folder = host.path.dirname(path);
      memory.note(folder);
      currentAnswer()?.note((readings) => readings.within(folder));
      return host.readPart(path, from, into);
    },
    entries: reading(host.entries, true, (given) => given.map(({ name }) => name)),
    list: reading(host.list, true, (given) => given),
    stat: reading(host.stat),
    lstat: reading(host.lstat),
    realpath: reading(host.realpath),
    readLink: reading(host.readLink),
    isImmutable: reading(host.isImmutable),
    tryOpen: reading(host.tryOpen, true),
    async run(program, args, limitMs) {
      const answer = currentAnswer();
      answer?.note((readings) => readings.program(program, args));
      try {
        const result = await host.run(program, args, limitMs);
        // It was ended because it took too long.
        if (result.code === null) answer?.doubt();
        return result;
      } catch (error) {
        if (!isAbsentReading(error)) answer?.doubt();
        throw error;
      }
    },
  };
}
