import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { Severity } from '../../../shared/domain/finding'
import classes from './SeveritySign.module.css'

const icons = { critical: IconAlertOctagon, warning: IconAlertTriangle, advice: IconInfoCircle }

/** How much it matters, as a shape: octagon, triangle, circle. The word stands beside it. */
export function SeveritySign({ severity }: { readonly severity: Severity }) {
  const Icon = icons[severity]
  return <Icon size={14} stroke={1.75} aria-hidden className={classes[severity]} />
}
