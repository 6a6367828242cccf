/** Milliseconds of processor that this process has used since `work` began: a busy computer doesn't add to them. */
export async function processorTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
