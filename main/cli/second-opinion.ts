import type { Language } from '../contract/report';
import type { ScanResult } from '../contract/scan-result';
import { askSecondOpinion } from '../operations/second-opinion/ask-second-opinion';
import { createProbes } from '../probes/create-probes';
import { translatorFor } from '../report/render';
import { appDataFolder } from '../system/read/app-paths';
import { nodeHost } from '../system/read/node-host';
import { CommandFailed, untilStopped } from './print';

/** The look with OpenClaw's own audit beside it. Rejects with `CommandFailed` and a sentence when it was cancelled. */
export async function withSecondOpinion(look: ScanResult, language: Language): Promise<ScanResult> {
  const folder = appDataFolder();
  return untilStopped(async (signal) => {
    const host = nodeHost(signal);
    const probes = createProbes(host, { folder, offline: true });
    return askSecondOpinion(look, { folder, signal, host, probes }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      throw new CommandFailed(translatorFor(language)({ id: 'report.look-cancelled', values: { how: '' } }));
    });
  });
}
