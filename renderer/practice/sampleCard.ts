import type { Card } from '../../main/contract/card';
import type { Report } from '../../main/contract/report';
import type { ChangeEntry } from '../../main/contract/work';
import { makeCard } from '../../main/report/card/make-card';

/** The card of the made-up computer for somebody who knows, as main makes it of a real one. */
export const sampleCard = (report: Report, changes: readonly ChangeEntry[] = []): Card =>
  makeCard({
    report,
    system: 'Linux 6.1.0-18-amd64 x64',
    identities: { homes: ['/home/lin'], people: ['lin'], computers: ['lins-laptop'] },
    changes,
    log: [],
  });
