import { useEffect, useMemo, useState } from 'react';
import { type Accesses, type AccessKind, shownAccess } from '../../main/contract/accesses';
import type { Report } from '../../main/contract/report';
import { Disclosure } from '../components/Disclosure';
import { NameList } from '../components/NameList';
import { ScreenLayout } from '../components/ScreenLayout';
import { Button } from '../components/TitleAndButton';
import { type TranslatePage, useTranslate, useTranslator } from '../i18n';
import { fetchAccesses, groupAccesses } from '../store/accessList';
import { look } from '../store/actions';
import { call } from '../store/call';
import { back } from '../store/uiState';
import { ReportTank } from './ReportTank';

/** What the last look opened, listed, ran and asked: in one sentence, and name by name. */
export function AccessesScreen({ report }: { report: Report }) {
  const say = useTranslate();
  const [accesses, setAccesses] = useState<Accesses | 'failed' | 'asked' | null>('asked');
  const [copied, setCopied] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another look has another list
  useEffect(() => {
    let isShown = true;
    setCopied(false);
    void fetchAccesses().then((all) => isShown && setAccesses(all));
    return () => {
      isShown = false;
    };
  }, [report]);
  const copy = async () => setCopied(await call.copyAccesses());
  const all = typeof accesses === 'object' ? accesses : null;
  return (
    <ScreenLayout
      name="accesses"
      title={say('accesses.title')}
      {...(accesses !== 'failed' && { lead: sayLead(accesses, say) })}
      actions={
        <>
          {all ? (
            <>
              <Button main onClick={() => void copy()}>
                {say('accesses.copy')}
              </Button>
              <Button onClick={() => void call.saveAccesses()}>{say('accesses.save')}</Button>
            </>
          ) : (
            <Button main disabled={accesses === 'asked'} shortcut="r" onClick={look}>
              {say('tiles.again')}
            </Button>
          )}
          <Button shortcut="Escape" onClick={back}>
            {say('accesses.back')}
          </Button>
        </>
      }
      tank={<ReportTank report={report} />}
    >
      <p className="small" role="status">
        {copied && say('accesses.copied')}
      </p>
      {all && <Lists accesses={all} report={report} />}
    </ScreenLayout>
  );
}

/** How much of each kind, in one sentence; or why that can't be told. */
function sayLead(accesses: Accesses | 'asked' | null, say: TranslatePage): string {
  if (accesses === 'asked') return say('accesses.reading');
  if (accesses === null) return say('accesses.none');
  const { file, folder, program, address } = accesses;
  const counts = { programs: program.names.length, addresses: address.names.length };
  const [files, folders] = [file.names.length, folder.names.length];
  return file.more || folder.more
    ? say('accesses.lead.more', { paths: files + folders, ...counts })
    : say('accesses.lead', { files, folders, ...counts });
}

const hasMore = (accesses: Accesses) => Object.values(accesses).some(({ more }) => more);

function Lists({ accesses, report }: { accesses: Accesses; report: Report }) {
  const { say, home } = useTranslator();
  const [wanted, setWanted] = useState('');
  const names = useMemo(() => {
    const shown = (kind: AccessKind) => accesses[kind].names.map((what) => shownAccess(kind, what, home));
    const folders = shown('folder').map((path) => (/[/\\]$/.test(path) ? path : path + separatorIn(path)));
    return { files: [...shown('file'), ...folders], programs: shown('program'), addresses: shown('address') };
  }, [accesses, home]);
  const word = wanted.trim().toLowerCase();
  const matching = (all: readonly string[]) =>
    word === '' ? all : all.filter((name) => name.toLowerCase().includes(word));
  const [files, programs, addresses] = [names.files, names.programs, names.addresses].map(matching);
  const found = [files, programs, addresses].reduce((sum, each) => sum + (each?.length ?? 0), 0);
  return (
    <>
      <p className="reading">{say('accesses.so')}</p>
      {hasMore(accesses) && <p className="notice">{say('accesses.more')}</p>}
      {report.findings.some(({ id }) => id === 'second-opinion') && (
        <p className="notice">{say('accesses.audit')}</p>
      )}
      <label className="finder">
        {say('accesses.find')}
        <input
          type="text"
          value={wanted}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setWanted(event.target.value)}
        />
      </label>
      <p className="small" role="status">
        {word !== '' && say('accesses.found', { count: found })}
      </p>
      <Section key={`files ${word}`} title={say('accesses.files')} names={files} grouped={word === ''} />
      <Section key={`programs ${word}`} title={say('accesses.programs')} names={programs} />
      <Section key={`addresses ${word}`} title={say('accesses.addresses')} names={addresses} />
    </>
  );
}

/** As the path itself writes it. */
const separatorIn = (path: string) => (path.includes('\\') && !path.includes('/') ? '\\' : '/');

interface SectionProps {
  readonly title: string;
  readonly names: readonly string[] | undefined;
  /** By the folder that they begin with, each to be opened. */
  readonly grouped?: boolean;
}

function Section({ title, names = [], grouped = false }: SectionProps) {
  const say = useTranslate();
  const groups = useMemo(() => (grouped ? groupAccesses(names) : []), [grouped, names]);
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {names.length === 0 && <p className="small">{say('accesses.nothing')}</p>}
      {groups.map(({ folder, names: inside }) => (
        <Disclosure key={folder} title={say('accesses.group', { folder, count: inside.length })}>
          {() => <NameList names={inside} label={folder} />}
        </Disclosure>
      ))}
      {!grouped && names.length > 0 && <NameList names={names} label={title} />}
    </section>
  );
}
