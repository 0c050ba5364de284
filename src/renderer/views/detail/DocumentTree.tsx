import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { BsonNode, SessionDetail } from '../../../shared/domain/detail'
import type { SessionHistory } from '../../../shared/domain/history'
import { formatBytes } from '../../../shared/words/numbers'
import { visibleText } from '../../format/visible'
import { Segments } from '../../parts/Segments'
import { TreeList } from '../../parts/TreeList'
import { useStores } from '../../state/context'
import { markOf, marksOf } from './change-marks'
import classes from './DocumentTree.module.css'
import { jsonText } from './json-text'
import { NodeMenu } from './NodeMenu'
import { Section } from './Section'
import { TreeSearch } from './TreeSearch'
import { sizeText, type TreeNode, treeNodes, turnedTo } from './tree-nodes'
import { useTreeSearch } from './use-tree-search'

interface Props {
  readonly detail: SessionDetail
  readonly history: SessionHistory | null
  readonly onReveal: (path: string) => void
}

const forms = [
  { value: 'tree', label: 'Tree', count: null },
  { value: 'json', label: 'JSON', count: null }
] as const
type Form = (typeof forms)[number]['value']

/** The whole document as a typed tree or as JSON; ids and secrets are dots until revealed one by one. */
export function DocumentTree(props: Props) {
  const { detail } = props
  const [form, setForm] = useState<Form>('tree')
  return (
    <Section
      title="Document"
      note={[formatBytes(detail.sizeBytes), detail.payloadEncoding].filter(Boolean).join(', ')}
      action={<Segments label="Shown as" segments={forms} value={form} onChange={setForm} />}
    >
      {form === 'tree' ? <Tree key={detail.partPath} {...props} /> : <Json document={detail.document} />}
      {detail.document.isCut && <p className={classes.cut}>The rest of the document is too long to show.</p>}
    </Section>
  )
}

function Json({ document }: { readonly document: BsonNode }) {
  const { commands } = useStores()
  const text = useMemo(() => visibleText(jsonText(document)), [document])
  return (
    <>
      <button type="button" className={classes.reveal} onClick={() => void commands.copy(text)}>
        Copy as shown
      </button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={classes.json} tabIndex={0} aria-label="Document as JSON" data-selectable>
        <pre>{text}</pre>
      </section>
    </>
  )
}

const none: readonly string[] = []

function Tree({ detail, history, onReveal }: Props) {
  const payloadPath = detail.partPath ?? detail.payloadPath
  const marks = useMemo(() => marksOf(history, payloadPath), [history, payloadPath])
  const [turned, setTurned] = useState(() => turnedTo(detail.partPath))
  const [menuId, setMenuId] = useState<string | null>(null)
  const search = useTreeSearch(detail.document)
  const branches = search.current?.branches ?? none
  const nodes = useMemo(
    () => treeNodes(detail.document, turned, branches),
    [detail.document, turned, branches]
  )
  const root = useRef<HTMLDivElement>(null)
  const foundId = search.current?.id ?? null
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place found is what there is to scroll to
  useEffect(() => {
    root.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [foundId])

  function toggle({ id, isOpen }: TreeNode): void {
    if (isOpen === null) return
    const next = new Set(turned)
    if (!next.delete(id)) next.add(id)
    setTurned(next)
  }

  return (
    <>
      <TreeSearch {...search} />
      <div ref={root} className={classes.root}>
        <TreeList
          label="Document"
          items={nodes}
          currentId={foundId}
          isOpen={item => item.isOpen}
          nameOf={item => `${item.node.name}: ${textOf(item.node)}`}
          onActivate={toggle}
          onToggle={toggle}
          onMenu={item => setMenuId(item.id)}
          render={item => (
            <>
              <Line
                item={item}
                mark={markOf(item, marks) ?? (item.node.path === detail.partPath ? 'this session' : null)}
                onReveal={onReveal}
              />
              <NodeMenu
                item={item}
                payloadPath={payloadPath}
                isOpen={menuId === item.id}
                onOpen={isOpening => setMenuId(isOpening ? item.id : null)}
                onReveal={onReveal}
              />
            </>
          )}
        />
      </div>
    </>
  )
}

interface LineProps {
  readonly item: TreeNode
  /** What the last write did to it. */
  readonly mark: string | null
  readonly onReveal: Props['onReveal']
}

function Line({ item, mark, onReveal }: LineProps) {
  const { node, isOpen } = item
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <>
      {isOpen === null ? (
        <span className={classes.indent} />
      ) : (
        <Chevron size={13} stroke={1.75} className={classes.chevron} aria-hidden />
      )}
      <span className={classes.text} data-selectable>
        <bdi className={classes.name}>{visibleText(node.name)}</bdi>
        {isOpen === null ? ': ' : ' '}
        <bdi className={classes.value} data-type={toneOf(node)} title={node.type}>
          {textOf(node)}
        </bdi>
        {mark !== null && (
          <span className={classes.mark} data-mark>
            {' '}
            <bdi>{mark}</bdi>
          </span>
        )}
        {node.isCut && node.children === null && <span className={classes.more}> cut</span>}
      </span>
      {node.isMasked && (
        <button
          type="button"
          className={classes.reveal}
          aria-label={`Reveal ${node.path}`}
          onClick={event => {
            event.stopPropagation()
            onReveal(node.path)
          }}
        >
          Reveal
        </button>
      )}
    </>
  )
}

/** JSON text that was read as an object is drawn as one, though the document holds a string. */
function toneOf(node: BsonNode): string {
  if (node.isMasked) return 'masked'
  return node.children === null ? node.type : 'object'
}

function textOf(node: BsonNode): string {
  if (node.isMasked) return 'hidden'
  if (node.children !== null) return sizeText(node)
  const text = visibleText(node.text)
  return node.type === 'string' ? `"${text}"` : text
}
