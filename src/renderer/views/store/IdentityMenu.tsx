import { Menu } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Coverage } from '../../../shared/domain/identity'
import type { StoreFacts } from '../../../shared/domain/store'
import { countOf, formatCount } from '../../../shared/words/numbers'
import { identityActions } from '../../actions/identity-actions'
import { ActionItem } from '../../parts/ActionItem'
import { useStores } from '../../state/context'
import { NameItems } from './NameItems'
import classes from './StatusBar.module.css'

/** Where the user is read from, how far that goes, and the way back from what was shown by example. */
export function IdentityMenu({ store }: { readonly store: StoreFacts }) {
  const stores = useStores()
  const { names } = stores
  const [isOpen, setOpen] = useState(false)
  const coverage = useCoverage(isOpen, store)
  const learned = store.ask.userPaths
  const actions = identityActions(stores)
  const unlearn = actions.find(action => action.id === 'unlearn-user')
  const choose = actions.find(action => action.id === 'choose-example')
  const [first, ...others] = store.format.userPaths

  return (
    <Menu
      opened={isOpen}
      onOpen={() => void names.search()}
      onChange={setOpen}
      position="top-end"
      width={300}
    >
      <Menu.Target>
        <button type="button" className={classes.button}>
          user read from <code className={classes.path}>{first}</code>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {learned.length > 0 ? 'Shown by you: ' : 'Found by rule: '}
          <bdi>{first}</bdi>
        </Menu.Label>
        <Menu.Label>{coverage ?? 'Counting…'}</Menu.Label>
        <Menu.Label>
          <bdi>Then looked for in {others.join(', ')}</bdi>
        </Menu.Label>
        <Menu.Divider />
        {unlearn !== undefined ? (
          <ActionItem action={unlearn} />
        ) : (
          <>
            <Menu.Label>Not right? Open a session and choose “This is the user” on a value.</Menu.Label>
            {choose !== undefined && <ActionItem action={choose} />}
          </>
        )}
        <Menu.Divider />
        <NameItems />
      </Menu.Dropdown>
    </Menu>
  )
}

/** Asked when the menu opens: it is of that moment. */
function useCoverage(isOpen: boolean, store: StoreFacts): string | null {
  const { bridge } = useStores()
  const [text, setText] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another store, or the same read otherwise, is counted anew
  useEffect(() => {
    let isCurrent = true
    setText(null)
    if (isOpen)
      void bridge
        .ask('identity:coverage', undefined)
        .then(
          outcome => isCurrent && setText(outcome.ok ? coverageText(outcome.value) : outcome.fault.message)
        )
    return () => {
      isCurrent = false
    }
  }, [bridge, isOpen, store])
  return text
}

function coverageText(coverage: Coverage | null): string {
  if (coverage === null) return 'The database counts this store; how many sessions name a user is not known.'
  return `Names a user in ${formatCount(coverage.named)} of ${countOf(coverage.sessions, 'active session')}`
}
