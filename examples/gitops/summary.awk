# What the engine printed, as reviewers need it: one line for each resource, then policies, diagnostics, outputs.
# Every line is indented: to Markdown it is code, whatever stands in it.

# What turns a text around or hides in it: C1 controls, marks of direction and of no width, in UTF-8 byte by byte
{ gsub(/\302[\200-\237]|\330\234|\342\200[\213-\217\250-\256]|\342\201[\240-\257]|\357\273\277/, "?") }

# Progress, and what only somebody at a desk would do
/^@ / || /^Loading policy packs/ || /^Update plan written/ || /^Run `pulumi up --plan/ { next }
# Diagnostics: what follows is no list of resources any more
/^[A-Z][a-z]+:$/ { listed = 1 }
!listed && /^[ +~<>=-]+ [a-z][^ ]*:[^ ]*:[^ ]* / {
  # What is under way ends in another line, what is unchanged is counted below, and of a replacement one line tells all
  if (/  $/ || / (refreshing|refresh|running) *(error: .*)?$/ || / (create replacement|delete original) /) next
  if (seen[$0]++) next
}
{
  lines[++count] = "    " substr($0, 1, 2000)
  size += length(lines[count]) + 1
}

# GitHub takes comments of 65,536 characters: of more, the beginning and the end, where policies and diagnostics are.
END {
  for (at = 1; at <= count; at++) {
    before += length(lines[at]) + 1
    if (size <= 60000 || before <= 20000 || size - before < 38000) print lines[at]
    else if (!cut++) print "    … what is left out here stands in the log of the job …"
  }
}
