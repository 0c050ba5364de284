import type { FilterTree } from '../../shared/filter/tree'
import { isStateWord } from './filter'

/**
 * Whether `after` can only let in what `before` does, so that no other session need be looked at: a word that has become
 * longer, another condition beside the ones there were. False where that is not plain to see.
 */
export function isNarrower(before: FilterTree, after: FilterTree): boolean {
  const conditions = partsOf(after)
  return partsOf(before).every(part => conditions.some(condition => implies(condition, part)))
}

const partsOf = (tree: FilterTree): readonly FilterTree[] => (tree.kind === 'and' ? tree.parts : [tree])

function implies(condition: FilterTree, part: FilterTree): boolean {
  if (condition.kind === 'word' && part.kind === 'word')
    // From two letters on a word also is the beginning of an id; and one that has become a state's name means it as well.
    return (
      condition.text === part.text ||
      (part.text.length >= 2 && condition.text.startsWith(part.text) && !isStateWord(condition.text))
    )
  if (condition.kind === 'user' && part.kind === 'user' && !part.isWhole)
    return condition.text.toLowerCase().includes(part.text.toLowerCase())
  return JSON.stringify(condition) === JSON.stringify(part)
}
