import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { formatCount } from '../../shared/words/numbers'
import { type Segment, Segments } from './Segments'

interface Props<V extends string> {
  readonly label: string
  readonly segments: readonly Segment<V>[]
  /** How many fit; the rest, unless chosen, go into a menu. */
  readonly visible: number
  readonly value: V
  readonly onChange: (value: V) => void
}

/** Segments that fold into a menu where there is no room. The chosen one is always seen. */
export function FoldedSegments<V extends string>({ label, segments, visible, value, onChange }: Props<V>) {
  const shown = segments.filter((segment, index) => index < visible || segment.value === value)
  const folded = segments.filter(segment => !shown.includes(segment))
  return (
    <>
      <Segments label={label} segments={shown} value={value} onChange={onChange} />
      {folded.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <ActionIcon variant="default" size={28} aria-label={`More: ${label}`}>
              <IconDots size={14} stroke={1.75} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {segments.map(segment => (
              <Menu.RadioItem
                key={segment.value}
                value={segment.value}
                checked={segment.value === value}
                closeMenuOnClick
                disabled={segment.refusal != null}
                rightSection={segment.count === null ? null : formatCount(segment.count)}
                onChange={() => onChange(segment.value)}
              >
                {segment.label}
              </Menu.RadioItem>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}
