# Reduces the engine's output to what reviewers need: one line for each resource, then policies, diagnostics, outputs.
# Every line is indented, so that Markdown takes it for code, whatever it contains.

# Characters that reverse or hide text: C1 controls, and marks of direction and of zero width, as bytes of UTF-8
{ gsub(/\302[\200-\237]|\330\234|\342\200[\213-\217\250-\256]|\342\201[\240-\257]|\357\273\277/, "?") }

# Progress, and hints for somebody at a terminal
/^@ / || /^Loading policy packs/ || /^Update plan written/ || /^Run `pulumi up --plan/ { next }
# A heading such as "Diagnostics:" ends the list of resources
/^[A-Z][a-z]+:$/ { listed = 1 }
!listed && /^[ +~<>=-]+ [a-z][^ ]*:[^ ]*:[^ ]* / {
  # Leave out progress, which a later line repeats; unchanged resources, which are counted below; and all but one line of a replacement
  if (/  $/ || / (refreshing|refresh|running) *(error: .*)?$/ || / (create replacement|delete original) /) next
  if (seen[$0]++) next
}
{
  lines[++count] = "    " substr($0, 1, 2000)
  size += length(lines[count]) + 1
}

# GitHub accepts comments of 65,536 characters. Of a longer text only the beginning and the end are printed, which has the policies
# and diagnostics.
END {
  for (at = 1; at <= count; at++) {
    before += length(lines[at]) + 1
    if (size <= 60000 || before <= 20000 || size - before < 38000) print lines[at]
    else if (!cut++) print "    … what is left out here stands in the log of the job …"
  }
}
