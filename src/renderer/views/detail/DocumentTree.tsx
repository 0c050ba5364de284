import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { BsonNode, SessionDetail } from '../../../shared/domain/detail'
import type { SessionHistory } from '../../../shared/domain/history'
import { formatBytes } from '../../format/numbers'
import { TreeList } from '../../parts/TreeList'
import { markOf, marksOf } from './change-marks'
import classes from './DocumentTree.module.css'
import { NodeMenu } from './NodeMenu'
import { Section } from './Section'
import { sizeText, type TreeNode, treeNodes } from './tree-nodes'

interface Props {
  readonly detail: SessionDetail
  readonly history: SessionHistory | null
  readonly onReveal: (path: string) => void
}

/** The whole document as a typed tree; ids and secrets are dots until revealed one by one. */
export function DocumentTree({ detail, history, onReveal }: Props) {
  const marks = useMemo(() => marksOf(history, detail.payloadPath), [history, detail.payloadPath])
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const [menuId, setMenuId] = useState<string | null>(null)
  const nodes = useMemo(() => treeNodes(detail.document, turned), [detail.document, turned])
  function toggle({ id, isOpen }: TreeNode): void {
    if (isOpen === null) return
    const next = new Set(turned)
    if (!next.delete(id)) next.add(id)
    setTurned(next)
  }
  return (
    <Section
      title="Document"
      note={[formatBytes(detail.sizeBytes), detail.payloadEncoding].filter(Boolean).join(', ')}
    >
      <div className={classes.root}>
        <TreeList
          label="Document"
          items={nodes}
          currentId={null}
          isOpen={item => item.isOpen}
          nameOf={item => `${item.node.name}: ${textOf(item.node)}`}
          onActivate={toggle}
          onToggle={toggle}
          onMenu={item => setMenuId(item.id)}
          render={item => (
            <>
              <Line item={item} mark={markOf(item, marks)} onReveal={onReveal} />
              <NodeMenu
                item={item}
                payloadPath={detail.payloadPath}
                isOpen={menuId === item.id}
                onOpen={isOpening => setMenuId(isOpening ? item.id : null)}
                onReveal={onReveal}
              />
            </>
          )}
        />
        {detail.document.isCut && (
          <p className={classes.cut}>The rest of the document is too long to show.</p>
        )}
      </div>
    </Section>
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
        <bdi className={classes.name}>{node.name}</bdi>
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
  return node.type === 'string' ? `"${node.text}"` : node.text
}
