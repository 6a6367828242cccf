import type { Gap } from '../partial-result';

/** A program that calls itself a gateway, and of which nothing else says so. */
export const unproven = ({ program, pid }: { readonly program: string; readonly pid: number }): Gap => ({
  where: `${program} (pid ${pid})`,
  because: { id: 'look.unproven' },
});
