import { Menu } from '@mantine/core'
import type { NameProposal } from '../../../shared/domain/names'
import { formatCount } from '../../../shared/words/numbers'
import { identityActions } from '../../actions/identity-actions'
import { ActionItem } from '../../parts/ActionItem'
import { useNames, useStores } from '../../state/context'
import classes from './StatusBar.module.css'

/** In the menu of the user: where names are joined from, or the collection that could give them; either can be taken back. */
export function NameItems() {
  const stores = useStores()
  const source = useNames(state => state.source)
  const trouble = useNames(state => state.trouble)
  const proposal = useNames(state => state.proposal)
  const search = useNames(state => state.search)
  const [unjoin, join] = ['unjoin-names', 'join-names'].map(id =>
    identityActions(stores).find(action => action.id === id)
  )
  if (source !== null) {
    return (
      <>
        <Menu.Label>
          Names from <bdi>{source.ns}</bdi>: {source.fields.join(', ')}
          {trouble !== null && `. ${trouble}`}
        </Menu.Label>
        {unjoin && <ActionItem action={unjoin} />}
      </>
    )
  }
  if (proposal === null) {
    return (
      <Menu.Label>
        {search === 'done'
          ? 'No names: no collection that this login may read knows these users by _id'
          : 'Looking for a collection that knows these users by _id'}
      </Menu.Label>
    )
  }
  return (
    <>
      <Menu.Label className={classes.long ?? ''}>{proposalText(proposal)}</Menu.Label>
      {join && <ActionItem action={join} />}
    </>
  )
}

/** `18 of 20 users found in shop.users by _id; names from name: 65a0c0…beef is Ann Moreau`. */
export function proposalText({ source, asked, named, example: [user, name] }: NameProposal): string {
  const who = `${formatCount(named)} of ${formatCount(asked)} users`
  return `${who} found in ${source.ns} by _id; names from ${source.fields.join(', ')}: ${shortened(user)} is ${name}`
}

const shortened = (text: string) => (text.length > 12 ? `${text.slice(0, 6)}…${text.slice(-4)}` : text)
