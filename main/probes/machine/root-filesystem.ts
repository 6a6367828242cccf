/** The file system of `/`, after proc_pid_mountinfo(5): the last mount there wins. */
export const rootFilesystem = (mountinfo: string): string | null =>
  mountinfo
    .split('\n')
    .flatMap((line) => (line.split(' ')[4] === '/' ? (/ - (\S+) /.exec(line)?.[1] ?? []) : []))
    .at(-1) ?? null;
