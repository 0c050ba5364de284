import { ActionIcon, Tooltip } from '@mantine/core'
import {
  IconChevronDown,
  IconChevronRight,
  IconDatabase,
  IconKey,
  IconRefresh,
  IconTable
} from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { OpenConnection } from '../../../shared/domain/connection'
import type { CollectionFacts } from '../../../shared/domain/store'
import { formatCount } from '../../format/numbers'
import { TreeList } from '../../parts/TreeList'
import { useApp, useFeed, useStoreFacts, useStores, useView } from '../../state/context'
import { FeedSign } from './FeedSign'
import classes from './StoreTree.module.css'
import { type StoreNode, storeNodes } from './store-nodes'

interface Props {
  readonly connection: OpenConnection
  readonly find: string
  readonly isConnect: boolean
}

/** The open connection: databases, their stores marked with a key, and the other collections behind a fold. */
export function StoreTree({ connection, find, isConnect }: Props) {
  const { app, commands, desk, tab } = useStores()
  const [folds, setFolds] = useState<ReadonlySet<string>>(new Set())
  const nodes = useMemo(() => storeNodes(connection.discovery, folds, find), [connection, folds, find])
  const openNs = useStoreFacts()?.ns ?? null
  const openingNs = useApp(state => state.openingNs)
  const failedNs = useApp(state => state.storeFault?.ns ?? null)
  const current = isConnect ? null : (openingNs ?? failedNs ?? openNs)

  function toggle(id: string): void {
    const next = new Set(folds)
    if (!next.delete(id)) next.add(id)
    setFolds(next)
  }

  function activate(node: StoreNode): void {
    if (node.kind !== 'collection') toggle(node.id)
    else if (node.ns === openNs) app.setState({ storeFault: null })
    else void commands.openNs(node.ns)
  }

  return (
    <section aria-label={`Stores on ${connection.label}`}>
      <div className={classes.head}>
        <span className={classes.label} title={connection.label}>
          {connection.isDemo ? 'Demo' : connection.label}
        </span>
        <Tooltip label="Look for stores again">
          <ActionIcon
            variant="subtle"
            color="gray"
            size={22}
            aria-label="Look for stores again"
            onClick={() => void commands.refresh()}
          >
            <IconRefresh size={13} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
        <FeedSign />
      </div>
      <TreeList
        label={`Databases of ${connection.label}`}
        items={nodes}
        currentId={current}
        isOpen={node => (node.kind === 'collection' ? null : node.isOpen)}
        nameOf={nameOf}
        onActivate={activate}
        onBeside={node => (node.kind === 'collection' ? void desk.openBeside(tab, node.ns) : toggle(node.id))}
        onToggle={node => node.kind !== 'collection' && toggle(node.id)}
        render={node => <StoreLine node={node} />}
      />
      {nodes.length === 0 && <p className={classes.none}>Nothing of that name.</p>}
      {connection.discovery.limits !== null && <p className={classes.none}>{connection.discovery.limits}</p>}
    </section>
  )
}

/** How many documents: of the open store as they are now, of the others as they were when looked for. */
function DocumentCount({ facts, ns }: { readonly facts: CollectionFacts; readonly ns: string }) {
  const isOpen = useStoreFacts()?.ns === ns
  const isReading = useFeed().kind === 'reading'
  const live = useView(state => (isOpen ? (state.view?.totals.documents ?? null) : null))
  // While a store is being read, what has come so far is not how many there are.
  const count = isReading ? facts.documents : (live ?? facts.documents)
  if (facts.isView) return 'view'
  return count === null ? null : formatCount(count)
}

function nameOf(node: StoreNode): string {
  if (node.kind === 'database') return node.name
  if (node.kind === 'others') return othersText(node.count)
  return node.facts.name
}

function othersText(count: number): string {
  return count === 1 ? '1 other collection' : `${formatCount(count)} other collections`
}

function StoreLine({ node }: { readonly node: StoreNode }) {
  const icon = { size: 14, stroke: 1.75, 'aria-hidden': true } as const
  if (node.kind === 'collection') {
    const Icon = node.facts.session === null ? IconTable : IconKey
    return (
      <>
        <Icon {...icon} className={classes.icon} data-store={node.facts.session !== null || undefined} />
        <span className={classes.name} title={node.ns}>
          {node.facts.name}
        </span>
        <span className={classes.count}>
          <DocumentCount facts={node.facts} ns={node.ns} />
        </span>
      </>
    )
  }
  const Chevron = node.isOpen ? IconChevronDown : IconChevronRight
  return (
    <>
      <Chevron {...icon} className={classes.icon} />
      {node.kind === 'database' && <IconDatabase {...icon} className={classes.icon} />}
      <span className={classes.name} data-faint={node.kind === 'others' || undefined}>
        {nameOf(node)}
      </span>
    </>
  )
}
