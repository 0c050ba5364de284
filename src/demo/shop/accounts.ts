/** Whom a session names once somebody has signed in. */
export interface Account {
  readonly email: string
  readonly name: string
  readonly role: 'customer' | 'staff' | 'admin' | 'robot'
}

/** The password of every account below; the sign-in page says so. */
export const DEMO_PASSWORD = 'demo'

const customers = `Mei Tanaka, Noor Haddad, Lucia Ferrari, Tomás Rivera, Aisha Bello, Søren Lindqvist, Priya Raman, Yuki Sato,
Chloé Dubois, Omar Farouk, Ingrid Solberg, Mateusz Nowak, Zeynep Kaya, Thabo Nkosi, Elif Demir, João Pereira,
Hana Kim, Dmitri Volkov, Fatima Zahra, Liam O'Connor, Ana Kovač, Ravi Shankar, Linh Nguyen, Paulo Mendes,
Freya Hansen, Kwame Mensah, Sofia Papadaki, Ivan Horvat, Leila Hosseini, Diego Castillo, Emma Virtanen, Arjun Patel,
Marta Wójcik, Bilal Ahmed, Nina Petrova, Hugo Lefèvre, Sara Lindholm, Andrei Popescu, Wanjiru Kamau, Jonas Weber,
Beatriz Costa, Minh Tran, Oksana Melnyk, Pedro Álvarez, Greta Schäfer, Kofi Boateng, Alma Jónsdóttir, Jin Park,
Rosa Delgado, Viktor Szabó, Amara Diallo, Elena Rossi, Tariq Aziz, Maja Jovanović, Stefan Müller, Sunita Gurung,
Camille Laurent, Rahel Tesfaye, Bruno Silva, Aino Korhonen, Nasser Khalil, Ivy Chen, Luka Novak, Catalina Vargas,
Oskar Berg, Zainab Usman, Mikael Strand, Pia Keller, Hiroshi Mori, Delphine Moreau, Samuel Otieno, Katya Ivanova,
Marco Bianchi, Lina Sørensen, Abebe Girma, Vera Dvořáková, Ismail Yılmaz, Nora Byrne, Takumi Abe, Gabriela Rojas,
Piotr Zieliński, Salma Idrissi, Erik Johansson, Adaeze Eze, Tuan Pham, Rania Saleh, Filip Marković, Julia Baptista,
Anders Holm, Mariam Touré, Ewa Kamińska, Kenji Watanabe, Isla MacLeod, Youssef Nasser, Dana Levi, Ruben de Vries,
Wen Zhao, Olu Adeyemi, Tara Quinn, Nils Ekström, Paz Herrera, Mira Kapoor`

const others: readonly Account[] = [
  { email: 'ann@shop.io', name: 'Ann Park', role: 'admin' },
  { email: 'bob@shop.io', name: 'Bob Marsh', role: 'staff' },
  { email: 'j.okafor@shop.io', name: 'Jide Okafor', role: 'staff' }
]

/** The account of the robot that tests the shop and is signed in nine times over. */
export const robot: Account = { email: 'qa-bot@shop.io', name: 'QA bot', role: 'robot' }

/** Everybody who has an account, people only, the staff first. */
export const people: readonly Account[] = [
  ...others,
  ...customers.split(/,\s+/).map((name): Account => ({ email: emailOf(name), name, role: 'customer' }))
]

const byEmail = new Map([...people, robot].map(account => [account.email, account]))
const LONGEST_EMAIL = 254

/**
 * Decide who may sign in: a demo account with its password, and anybody else with any e-mail address and any
 * password, because a person trying the demo has no account in it.
 *
 * Errors: none thrown; null means "say so on the sign-in page".
 */
export function selectAccount(email: unknown, password: unknown): Account | null {
  if (typeof email !== 'string' || typeof password !== 'string' || password === '') return null
  const address = email.trim().toLowerCase()
  const known = byEmail.get(address)
  if (known !== undefined) return password === DEMO_PASSWORD ? known : null
  if (address.length > LONGEST_EMAIL || !/^[^\s@]+@[^\s@]+$/.test(address)) return null
  return { email: address, name: nameOf(address), role: 'customer' }
}

function emailOf(name: string): string {
  const plain = name.toLowerCase().replace(/ø/g, 'o').replace(/ı/g, 'i').replace(/ł/g, 'l')
  const words = plain
    .normalize('NFD')
    .replace(/[^a-z ]/g, '')
    .split(' ')
  return `${words[0]}.${words.slice(1).join('')}@shop.io`
}

function nameOf(email: string): string {
  const words = (email.split('@')[0] ?? '').split(/[._+-]+/).filter(word => word !== '')
  return words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || email
}
