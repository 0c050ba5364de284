import { IconEye, IconEyeOff } from '@tabler/icons-react'

/** What shows or hides a secret in its field; as large as every other icon, which Mantine's own is not. */
export function VisibilityIcon({ reveal }: { readonly reveal: boolean }) {
  const Icon = reveal ? IconEyeOff : IconEye
  return <Icon size={14} stroke={1.75} aria-hidden />
}
