import { type Evidence, type Finding, type Observation, TILES, type TileId } from '../../contract/finding';
import type { ClauseId } from '../../openclaw/guide-clauses';
import { type Check, defineCheck } from '../define/define-check';
import type { AuditAnswer } from './audit-report';
import { type ComparedFinding, compareAudit } from './compare-audit';

const MOST_SHOWN = 60;
/** Where it stands when nothing that it reports has a place of its own: most of the audit is about who gets in. */
const HOME_TILE: TileId = 'exposure';

/** The tile of the worst thing that the audit reports and our checks don't. */
function tileFor(answers: readonly AuditAnswer[], findings: readonly Finding[]): TileId {
  const differing = answers.flatMap((each) =>
    'report' in each ? compareAudit(each.report, findings).differing : [],
  );
  const worst = differing.find(({ severity }) => severity === 'critical') ?? differing[0];
  return worst?.ours?.tile ?? HOME_TILE;
}

/**
 * OpenClaw's own audit beside our checks. It is no check of every look: somebody asks for it, the audit is run aside
 * (operations/second-opinion/), and its answers, one for each state folder, are held against the findings of the look.
 */
export const secondOpinion = (answers: readonly AuditAnswer[], findings: readonly Finding[]): Check => {
  const tile = tileFor(answers, findings);
  return defineCheck({
    id: 'second-opinion',
    tile,
    clause: `guide-${TILES.indexOf(tile) + 1}` as ClauseId,
    article: 'https://docs.openclaw.ai/gateway/security',
    messages: {
      en: {
        good: 'OpenClaw’s own audit says nothing else',
        attention: 'OpenClaw’s own audit warns of something else',
        unknown: 'OpenClaw’s own audit gave no whole answer',
        'not-applicable': 'There is nothing for OpenClaw’s own audit to look at',
        why: 'OpenClaw’s own audit knows its inside, and was written by others than Tankmate. It is a second opinion and not the judge: it says nothing of administrator rights, of old versions or of what is private on this computer.',
        'by-hand':
          'Read it in OpenClaw’s own words, which writes into its folder: openclaw security audit\nThen ask for the second opinion again.',
        same: 'The audit of OpenClaw {version} ran on a copy of {path}, and reports nothing that Tankmate doesn’t say as well.',
        more: 'The audit of OpenClaw {version} ran on a copy of {path}, and reports {count, plural, one {# thing that Tankmate doesn’t} other {# things that Tankmate doesn’t}}.',
        partly: 'The audit of OpenClaw {version} ran on a copy of {path}, but a part of it failed.',
        ran: 'Ran to its end: {critical, number} critical, {warnings, plural, one {# warning} other {# warnings}}',
        likewise: 'Tankmate says so too: {title}',
        otherwise: 'The audit’s rating: {rating}. Tankmate says: {title}',
        alone: 'The audit’s rating: {rating}. Tankmate has no check for this.',
        failed: 'By its own account it could not do this part.',
        critical: 'critical',
        warn: 'warning',
        none: 'No OpenClaw keeps anything on this computer.',
        'no-answer': 'About {path}: {reason}',
        'not-here':
          'On Windows the rights of files can’t be taken along to a copy, so the audit would not see them.',
        busy: 'Another Tankmate is asking for a second opinion just now.',
        theirs: 'It belongs to another account, which has to ask for itself.',
        unreadable: 'Its settings can’t be read.',
        'no-program': 'No OpenClaw was found on this computer that could be run for it.',
        'no-node': 'No Node.js was found that can run this OpenClaw and be kept from writing elsewhere.',
        'not-ours': 'Its program could have been replaced by somebody else, so it isn’t run.',
        'too-large': 'There is too much in its folder to copy.',
        'not-copied': 'It could not be copied: {reason}',
        'not-started': 'The audit could not be started.',
        'too-slow': 'The audit took too long and was ended.',
        'too-much': 'The audit printed far too much and was ended.',
        cancelled: 'It was cancelled.',
        garbled: 'What the audit printed can’t be understood.',
        'bad-settings': 'OpenClaw itself doesn’t accept these settings.',
        'no-audit': 'This version of OpenClaw has no audit.',
        ended: 'The audit broke off (exit code {code}).',
        killed: 'Something ended the audit in the middle.',
      },
      'zh-CN': {
        good: 'OpenClaw 自带的审计没有别的意见',
        attention: 'OpenClaw 自带的审计还有别的意见',
        unknown: 'OpenClaw 自带的审计没能给出完整的意见',
        'not-applicable': '没有东西可以让 OpenClaw 自带的审计看',
        why: '自带的审计最清楚 OpenClaw 的内部，又不是管家写的，可以当作第二意见，但不由它下结论：是不是用管理员身份运行、版本旧不旧、电脑上有什么隐私，它都不管。',
        'by-hand':
          '想看它的原话，可以自己运行，它会往 OpenClaw 的文件夹里写东西：openclaw security audit\n然后再问一次第二意见。',
        same: '用 OpenClaw {version} 自带的审计看了 {path} 的一份副本，它说的，管家也都说了。',
        more: '用 OpenClaw {version} 自带的审计看了 {path} 的一份副本，其中有 {count} 处管家没有说。',
        partly: '用 OpenClaw {version} 自带的审计看了 {path} 的一份副本，但有一部分没做成。',
        ran: '全部跑完：紧急 {critical, number} 条，警告 {warnings, number} 条',
        likewise: '管家也这么说：{title}',
        otherwise: '审计的评级：{rating}。管家说的是：{title}',
        alone: '审计的评级：{rating}。管家没有对应的检查。',
        failed: '它自己说，这一部分没做成。',
        critical: '紧急',
        warn: '警告',
        none: '这台电脑上没有 OpenClaw 存的东西。',
        'no-answer': '{path}：{reason}',
        'not-here': '在 Windows 上，文件的权限带不到副本里，审计就看不到。',
        busy: '另一个管家正在问第二意见。',
        theirs: '它属于别的账户，要由那个账户自己来问。',
        unreadable: '它的设置读不了。',
        'no-program': '这台电脑上没有找到能用来做审计的 OpenClaw。',
        'no-node': '没有找到能运行它、又管得住它不往别处写的 Node.js。',
        'not-ours': '它的程序别人也能替换，所以没有运行。',
        'too-large': '它的文件夹里东西太多，没法复制。',
        'not-copied': '没能复制：{reason}',
        'not-started': '审计没能启动。',
        'too-slow': '审计太久没有结束，已经停掉。',
        'too-much': '审计输出得太多，已经停掉。',
        cancelled: '已经取消。',
        garbled: '审计输出的内容看不懂。',
        'bad-settings': 'OpenClaw 自己也不认这份设置。',
        'no-audit': '这个版本的 OpenClaw 没有审计。',
        ended: '审计中途退出（退出码 {code}）。',
        killed: '审计在中途被结束了。',
      },
    },

    async inspect(_probes, say) {
      if (answers.length === 0) return [say.notApplicable(say('none'))];
      const seen = (id: string, saw: Evidence['saw']): Evidence => ({ kind: 'audit', where: id, saw });
      const different = ({ id, severity, ours }: ComparedFinding): Evidence => {
        const rating = say(severity);
        return seen(id, ours ? say('otherwise', { rating, title: ours.title }) : say('alone', { rating }));
      };
      return answers.flatMap((answer): readonly Observation[] => {
        const path = answer.stateDir;
        if (!('report' in answer)) {
          const { because: reason } = answer;
          return [
            say.unknown(say('no-answer', { path, reason }), [{ kind: 'folder', where: path, saw: reason }]),
          ];
        }
        const { report, version } = answer;
        const { shared, differing, failed } = compareAudit(report, findings);
        const sum = (wanted: string) => report.findings.filter(({ severity }) => severity === wanted).length;
        const witness = seen(
          'openclaw security audit',
          say('ran', { critical: sum('critical'), warnings: sum('warn') }),
        );
        // It needs attention, and gets it where ours tells of it.
        const likewise = shared.map(
          ({ id, ours }): Evidence => ({
            ...seen(id, ours ? say('likewise', { title: ours.title }) : ''),
            state: 'attention',
          }),
        );
        const observations: Observation[] = [];
        const count = differing.length;
        if (count > 0)
          observations.push(
            say.attention(
              differing.some(({ severity }) => severity === 'critical') ? 'critical' : 'medium',
              say('more', { version, path, count }),
              [...differing.map(different).slice(0, MOST_SHOWN), witness, ...likewise.slice(0, MOST_SHOWN)],
            ),
          );
        if (failed.length > 0)
          observations.push(
            say.unknown(
              say('partly', { version, path }),
              failed.slice(0, MOST_SHOWN).map((id) => seen(id, say('failed'))),
            ),
          );
        return observations.length > 0
          ? observations
          : [say.good(say('same', { version, path }), [witness, ...likewise.slice(0, MOST_SHOWN)])];
      });
    },
  });
};
