/** Words for what the user chooses: settings, accepting a finding, leaving OpenClaw. English. */
export const choicesEn = {
  'settings.press': 'Settings',
  'settings.title': 'Settings',
  'settings.done': 'Back to the six panes',
  'settings.feeds': 'New holes',
  'settings.feeds.ask': 'Ask for newly published holes, once a day',
  'settings.feeds.so':
    'OSV, GitHub and npm are asked. Only the names of the packages leave this computer, never which versions you have or what was found. Off: what is already known is used, and Tankmate says how old it is.',
  'settings.mirror': 'Where updates come from',
  'settings.mirror.own': 'The npm registry that this computer is set to use',
  'settings.mirror.npmmirror': 'npmmirror (registry.npmmirror.com)',
  'settings.mirror.npmmirror.so':
    'Often quicker in mainland China. What comes from there is checked before it is used.',
  'settings.login': 'Start',
  'settings.login.ask': 'Start Tankmate when you log in',
  'settings.login.so': 'It starts into the tray, without a window, and looks once a day.',
  'settings.notices': 'Notices',
  'settings.notices.so':
    'Tankmate tells you once of a new version, of a new hole in yours, and of what got worse.',
  'settings.notices.quiet': 'No notices for',
  'settings.snooze.hour': '1 hour',
  'settings.snooze.day': '1 day',
  'settings.snooze.week': '1 week',
  'settings.snoozed': 'No notices until {when}.',
  'settings.snoozed.off': 'Let them come again',
  'settings.accepted': 'What you leave as it is',
  'settings.accepted.none':
    'Nothing. A finding that you can live with for a while can be left as it is there.',
  'settings.leave': 'Leave OpenClaw',
  'settings.leave.so': 'Take OpenClaw off this computer in full, and learn which keys to renew.',
  'settings.leave.press': 'See what would be taken away',

  'accept.press': 'Leave it as it is for a while',
  'accept.stays': 'It stays what it is, here and in the summary.',
  'accept.quiet': 'Until the end date no notice comes about it, unless it gets worse.',
  'accept.critical': 'It is urgent: you will be reminded of it after a week all the same.',
  'accept.reason': 'Why (for yourself, stays on this computer)',
  'accept.term': 'For how long',
  'accept.term.month': '1 month',
  'accept.term.quarter': '3 months',
  'accept.term.year': '1 year',
  'accept.go': 'Leave it as it is',
  'accept.until': 'You leave this as it is until {date}.',
  'accept.because': 'Your reason: “{reason}”',
  'accept.no-reason': 'Without a reason.',
  'accept.take-back': 'Take that back',
  'accept.take-back-of': 'Take that back: {title}',

  'login.title': 'Start with the computer?',
  'login.so':
    'Tankmate would start into the tray when you log in, and look once a day. You can change it in the settings.',
  'login.yes': 'Start it at login',
  'login.no': 'Don’t start it by itself',

  'leave.title': 'Leave OpenClaw safely',
  'leave.lead': 'Nothing is taken away yet. You choose here, and confirm on the next page.',
  'leave.goes': 'What goes',
  'leave.goes.copies':
    '{count, plural, =0 {Every copy of OpenClaw that is found} one {The copy of OpenClaw:} other {All # copies of OpenClaw:}}',
  'leave.goes.services': 'Its services and whatever starts it by itself',
  'leave.goes.lines': 'Its lines in your shell’s start files',
  'leave.goes.backups': 'Backups that hold keys',
  'leave.goes.named':
    'What a program can’t take away safely (a container, an app that carries OpenClaw, another account’s copy) is left alone and named at the end.',
  'leave.export': 'First of all',
  'leave.export.so':
    'Its data is exported: settings, memory, chat records, workspace. Nothing is taken away before that is complete. Where the export lies is told at the end.',
  'leave.data': 'And its data here?',
  'leave.data.keep': 'Keep it where it is',
  'leave.data.keep.so': 'For coming back later. Keys in it still lie on this computer.',
  'leave.data.delete': 'Take it away too',
  'leave.data.delete.so': 'It is put away with the rest. The export stays.',
  'leave.next': 'Go on to confirming',
  'leave.not': 'Not now',
  'leave.sure': 'Take OpenClaw off this computer?',
  'leave.sure.keep': 'Its data is exported, OpenClaw is taken away, and its data stays where it is.',
  'leave.sure.delete': 'Its data is exported, then OpenClaw and its data are taken away.',
  'leave.after': 'What comes then',
  'leave.after.back':
    'What was taken away is put aside first: it can come back until it is deleted for good.',
  'leave.after.keys': 'You get the list of keys that lay there, with the pages on which to revoke them.',
  'leave.after.look': 'Tankmate looks again, and says if anything is left.',
  'leave.go': 'Take it off now',
  'leave.back': 'Back to choosing',

  'forget.section': 'Put away when OpenClaw left',
  'forget.section.so':
    '{count, plural, one {# thing still lies} other {# things still lie}} there, {size}. Until you delete it, it can come back.',
  'forget.press': 'Delete for good what was put away…',
  'forget.title': 'Delete this for good?',
  'forget.lead': 'This is the one thing here that can’t be undone. Nothing is deleted yet.',
  'forget.what': '{count, plural, one {# thing} other {# things}}, {size}',
  'forget.place': 'All of it lies here, and nothing outside of it is touched:',
  'forget.then': 'What comes then',
  'forget.then.undo':
    'Leaving, and changes to what is deleted, can’t be taken back any more. They stay in the history.',
  'forget.then.texts':
    'What those files said before is erased from Tankmate’s own notes too. It may hold keys.',
  'forget.then.keys': 'Deleted keys still work for whoever copied them: renew them with their providers.',
  'forget.go': 'Delete it for good ({size})',
  'forget.not': 'Keep it, back to the changes',
  'forget.none': 'Nothing is put away',

  'problem.applyFixes':
    'This could not be started: things are no longer as shown here, or something else is being done just now. Look again and try once more.',
  'problem.undo':
    'Taking back could not be started. Wait until nothing else is being done, and try once more.',
  'problem.stopNow':
    'OpenClaw could not be stopped from here. Try again, or use the tray; “openclaw gateway stop” in a terminal does it too.',
  'problem.update': 'The update could not be started. Look again and try once more.',
  'problem.leave': 'Leaving could not be started. Nothing was taken away. Look again and try once more.',
  'problem.forget': 'Deleting could not be started. Nothing was deleted. Look again and try once more.',
  'problem.cancelWork': 'It could not be stopped. It ends by itself.',
  'problem.seen': 'This could not be put away. Try again in a moment.',
  'problem.snooze': 'The notices could not be changed. Try again in a moment.',
  'problem.accept': 'This could not be noted. Look again and try once more.',
  'problem.setAsksFeeds': 'The setting could not be changed. Try again in a moment.',
  'problem.setMirror': 'The setting could not be changed. Try again in a moment.',
  'problem.setStartsAtLogin':
    'Starting at login could not be changed. Try again in a moment, or change it in your system’s settings.',
  'problem.openKeyPage': 'Your browser could not be opened for this provider’s page.',
} as const;
