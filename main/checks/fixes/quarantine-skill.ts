import type { Probes } from '../../probes';
import type { Extension } from '../../probes/extensions';
import type { Setup } from '../../probes/openclaw';
import { defineFix } from '../define/define-fix';
import { hubIssue, isDoubtfulSkill } from '../extensions/extension-origin';
import { placeObstacle } from '../obstacles';
import { canQuarantine, containsPath } from '../quarantine/can-quarantine';
import { quarantinePath } from '../quarantine/quarantine-path';

const en = {
  does: 'Put the skill “{name}” away',
  cost: 'OpenClaw can’t use this skill any more. If you wrote it yourself, or know what is in it, keep it. It comes back unchanged when you undo this.',
  afterwards:
    'Its new place is {place}. A conversation that is under way may still know it: start a new one.',
} as const;

/**
 * Part of “make it safe” where nobody can say where a skill came from and only OpenClaw uses it: the user may have
 * written it, but it comes back with one click, and a skill that steals doesn't give anything back. Not so with what
 * OpenClaw drafted itself or has an unreadable record of, or somebody changed who may have been the user, nor with what lies in folders that other programs share
 * (`~/.agents`, the user's own projects): those are for the user to decide.
 */
const isForSafety = (probes: Probes, { stateDir }: Setup, skill: Extension): boolean => {
  const { path, source } = skill;
  const issue = hubIssue(skill);
  return (
    source !== 'workshop' &&
    source !== 'unknown' &&
    issue !== 'changed' &&
    issue !== 'open' &&
    (containsPath(probes, stateDir, path) || /[\\/]workspace[^\\/]*[\\/]skills[\\/]/.test(path))
  );
};

/** Moves a skill of doubtful origin out of OpenClaw's reach, whole: a link is moved itself, never what it points to. */
export default defineFix({
  id: 'quarantine-skill',
  messages: {
    en,
    'zh-CN': {
      does: '把技能“{name}”收起来',
      cost: 'OpenClaw 就用不了这个技能了。如果是您自己写的，或者清楚里面是什么，就留着。撤销之后它会原样回来。',
      afterwards: '新位置：{place}。正在进行的对话可能还记得它，请重新开始一个对话。',
    },
  },
  async plan(probes, { say, quarantine }) {
    const setups = await probes.openclaw.setups();
    const found = await Promise.all(
      setups.items.map(async (setup) => {
        const skills = await probes.extensions.skills(setup);
        return skills.items.filter(isDoubtfulSkill).map((skill) => ({ setup, skill }));
      }),
    );
    const unique = [...new Map(found.flat().map((each) => [each.skill.path, each])).values()];
    const proposals = await Promise.all(
      unique.map(async ({ setup, skill }) => {
        const { path, name } = skill;
        if (!(await canQuarantine(probes, path, quarantine))) {
          const obstacle = await placeObstacle(probes.files, path);
          return obstacle ? [{ does: say('does', { name }), changes: [], cannot: [obstacle] }] : [];
        }
        const place = await quarantinePath(probes.files, quarantine, 'skill', path);
        if (place === null) return [];
        return [
          {
            about: path,
            recommended: isForSafety(probes, setup, skill),
            does: say('does', { name }),
            cost: say('cost'),
            afterwards: say('afterwards', { place }),
            changes: [{ kind: 'move', from: path, to: place } as const],
          },
        ];
      }),
    );
    return proposals.flat();
  },
});
