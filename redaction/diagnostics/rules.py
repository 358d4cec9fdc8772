"""Every rule that a problem can break: what it asks, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Rule:
    """A rule: its code, what it asks, why it does, and what to do about it.

    An error stops a build. A warning is for the check alone, which it stops too.
    """

    code: str
    asks: str
    why: str
    mend: str
    severity: Severity = "error"


_FILES = (
    Rule(
        "not-utf-8",
        "Every text file is saved in UTF-8.",
        "In another encoding, letters such as £, é or ŵ turn into other letters.",
        "Open the file in your editor and save it with the encoding UTF-8.",
    ),
    Rule(
        "missing-file",
        "The files and folders that every site has are there.",
        "Without them it is not known what to build or to check.",
        "Put the file back from the last version, or write it as the guide shows.",
    ),
    Rule(
        "linked-file",
        "What is read is a file itself, not a link to a file elsewhere.",
        "A link can lead to something restricted, or to something that the next machine does not have.",
        "Replace the link with a copy of the file.",
    ),
    Rule(
        "stray-file",
        "Each folder holds only the kinds of file that belong in it.",
        "A file that nothing reads is easily published by accident.",
        "Move the file out of the folder.",
    ),
    Rule(
        "copied-file",
        "No file lies beside a copy of itself.",
        "Somebody edits the one that nothing reads, or both are published and one of them is old.",
        "Put the one that is right in the place of the other, and delete the copy.",
    ),
    Rule(
        "file-name",
        "Names of files use small letters, digits, hyphens and full stops.",
        "Capitals, spaces and accents make addresses that break on another machine or in an email.",
        "Rename the file to the name in the message.",
    ),
    Rule(
        "lone-csv",
        "Every CSV has a descriptor of the same name beside it.",
        "Numbers without a title, a source and a period cannot be published.",
        "Write the descriptor, or let `assess new dataset` write it.",
    ),
    Rule(
        "lone-descriptor",
        "Every descriptor has its CSV beside it, or says whose data it awaits.",
        "A figure without data cannot be shown.",
        "Add the CSV, or the line `awaiting: NAME`.",
    ),
    Rule(
        "merge-conflict",
        "No file holds the marks that Git leaves where two versions of a text disagree.",
        "They would be published as they stand, with both versions of the text.",
        "Choose the right text and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`.",
    ),
)
_YAML = (
    Rule(
        "yaml-syntax",
        "YAML files, and the front matter of pages, can be read as YAML.",
        "Nothing in a file that cannot be read can be used.",
        "Put quotation marks around a text that holds a colon, a # or brackets, and check the spaces at line starts.",
    ),
    Rule(
        "yaml-key-unknown",
        "Only keys that mean something are used.",
        "A misspelt key would be passed over, and what it says lost.",
        "Write the key that the message names.",
    ),
    Rule(
        "yaml-key-missing",
        "Keys that are needed are there.",
        "What they say is shown to readers, or decides what they may see.",
        "Add the line that the message shows.",
    ),
    Rule(
        "yaml-key-twice",
        "Each key is given once.",
        "Of two values, one would be lost.",
        "Delete the one that is wrong.",
    ),
    Rule(
        "yaml-value",
        "Values are of the kind that their key asks for.",
        "A value of another kind cannot be used.",
        "Write a value as the message shows.",
    ),
    Rule(
        "search-page",
        "An answer of the search leads to a page that exists.",
        "Somebody who needs help would follow it and find nothing.",
        "Write the path of the page under docs/, such as help.md#hate-crime.",
    ),
    Rule(
        "text-unquoted",
        "A title or description that YAML could read as something else stands in quotation marks.",
        "YAML makes a truth value of yes, a number of 5.10, and drops what follows a #.",
        'Write it as title: "5.10 Burglary #one".',
    ),
    Rule(
        "front-matter",
        "Every page begins with front matter between two lines of three hyphens.",
        "It holds the title and the description of the page.",
        "Write `---` alone on the first line, and again on the line under the front matter.",
    ),
)
_DATA = (
    Rule(
        "csv-unreadable",
        "A dataset is a CSV file with a header and rows.",
        "A workbook, or a file with a stray quotation mark, cannot be read row by row.",
        'In Excel, choose "Save as", then "CSV UTF-8 (comma delimited)".',
    ),
    Rule(
        "csv-encoding",
        "The letters of a CSV are those that were typed.",
        "Read in another encoding, £, é and ŵ become other letters, and a letter that was lost cannot be read at all.",
        'In Excel, choose "Save as", then "CSV UTF-8 (comma delimited)", and type letters again that were lost.',
    ),
    Rule(
        "personal-data",
        "No dataset holds records of people, whoever may see it.",
        "Names, postcodes, dates of birth, references and places tell who somebody is.",
        "Publish counts. A data steward can declare a column that is about no person: `safe: {by: WHO, why: REASON}`.",
    ),
    Rule(
        "single-withheld",
        "Of the numbers that make up a total, at least two are withheld, or none.",
        "A single one is the total less the others.",
        "Withhold one more, or show the number.",
    ),
    Rule(
        "csv-row-width",
        "Each row is divided into as many cells as the header has columns, or fewer where the last are empty.",
        "A comma inside a number splits it in two, and every number after it moves to the wrong column.",
        "Put quotation marks around the number, or leave its comma out. Divide every row by the same sign.",
    ),
    Rule(
        "csv-header",
        "The header has each declared column once, and no other.",
        "A column that nobody described cannot be named to readers.",
        "Declare the column in the descriptor, or correct its name.",
    ),
    Rule(
        "cell-value",
        "Each cell holds a value of the kind its column declares, or a code such as [x].",
        "A cell that is not a number cannot be added up or compared.",
        "Correct the cell at its source.",
    ),
    Rule(
        "area-name",
        "An area has one name in every table that counts by it.",
        "Its page and its tables show the name, and readers would take two names for two places.",
        "Write the name in the CSV as the other tables have it.",
    ),
    Rule(
        "month-rows",
        "In a table of months each month has a row, in order, under its own name.",
        "A chart draws one row after the other, and a month that is missing would not be seen.",
        "Add the row, with a code such as [x] where there is no number, or put the rows in order.",
    ),
    Rule(
        "row-id",
        "Each row has an id of its own, of small letters, digits and hyphens.",
        "Pages name a row by its id, so the id has to mean one row.",
        "Give the row another id.",
    ),
    Rule(
        "row-parent",
        "The parent of a row is another row of the same dataset.",
        "Parts are added up under their parent.",
        "Write the id of the row that this one is part of.",
    ),
    Rule(
        "wrong-total",
        "A total equals the sum of its parts, or says by how much it differs.",
        "Readers add numbers up, and a total that is wrong is the commonest slip in a table.",
        "Correct the CSV, or declare the difference under `differs` with a note for the reader.",
    ),
    Rule(
        "sum-declaration",
        "Sums name rows and columns that exist, and a difference has a note.",
        "A sum that names nothing checks nothing.",
        "Correct the entry under `sums` in the descriptor.",
    ),
    Rule(
        "descriptor-column",
        "A dataset has a column of names, a unit for each count, and no two columns of one name.",
        "Readers need to know what each row and each number is.",
        "Correct `columns` in the descriptor.",
    ),
    Rule(
        "descriptor-words",
        "The words that a descriptor has in another language are of things that it has itself.",
        "A note that nobody translated, or that stands in one language alone, tells readers different things.",
        "Give as many notes under `languages` as there are under `notes`, and a caveat only where there is one.",
    ),
    Rule(
        "derived-column",
        "A derived column has the operands that its operation needs, and no others.",
        "Without them it cannot be computed.",
        "Write the operands that the message names.",
    ),
    Rule(
        "circular-column",
        "No derived column rests on itself.",
        "A number that is computed from itself has no value.",
        "Name another column in its operands.",
    ),
    Rule(
        "no-source",
        "Every dataset has a source.",
        "The source decides who may see the dataset.",
        "Write `sources:` with the id of a source in redaction/sources.yml.",
    ),
    Rule(
        "source-not-cleared",
        "A dataset lies in the folder of an audience that may see its sources.",
        "The folder is what keeps restricted numbers out of other editions.",
        "Move the dataset to the folder in the message.",
    ),
    Rule(
        "source-not-listed",
        "What rests on a restricted source is listed under that source.",
        "The policy says what is withheld without opening the restricted pack.",
        "Add the id under the source in redaction/sources.yml.",
    ),
    Rule(
        "dataset-twice",
        "Each dataset has an id of its own across all folders.",
        "A page that names the id has to get one dataset.",
        "Rename one of the two datasets.",
    ),
    Rule(
        "figure-number-twice",
        "Each figure has a number of its own.",
        "Text refers to figures by their numbers.",
        "Give one of the two datasets another number under `figure`.",
    ),
)
_POLICY = (
    Rule(
        "policy-editions",
        "There is an edition for everybody, and every edition includes what everybody may see.",
        "The public edition is what the others are proved against.",
        "Correct redaction/editions.yml as the message says.",
    ),
    Rule(
        "policy-source",
        "A restricted source has a notice and lists what rests on it; an open source does neither.",
        "Readers of other editions see the notice in place of what is withheld.",
        "Correct the source in redaction/sources.yml.",
    ),
    Rule(
        "recipient",
        "Every recipient of a sealed pack has a key and a name.",
        "A pack sealed for a wrong key can be opened by a stranger, or by nobody.",
        "Correct the line in the list of recipients.",
    ),
)
_MACROS = (
    Rule(
        "unknown-name",
        "Names of datasets, rows, columns, sources and macros are names that exist.",
        "A name that does not exist has no number to show.",
        "Write the name that the message offers, if it is the one you mean.",
    ),
    Rule(
        "macro-syntax",
        "A macro is written between two braces on each side, its names in straight quotation marks.",
        "Anything else is text, and would be published as you typed it.",
        "Write it as `{{ n('DATASET', 'ROW', 'COLUMN') }}`.",
    ),
    Rule(
        "macro-refused",
        "A page calls the macros of the guide with names in quotation marks, and nothing else.",
        "Anything more could read what a reader may not see.",
        "Use a macro of the guide, or derive the number in a descriptor.",
    ),
    Rule(
        "macro-arguments",
        "A macro has the arguments that it needs.",
        "Without them it is not clear which number is meant.",
        "Write the call as the message shows.",
    ),
    Rule(
        "macro-place",
        "A figure or a table stands alone on its line, with an empty line above and below.",
        "Inside a sentence, a list or a table it breaks the page in two.",
        "Give it a line of its own, at the start of the line.",
    ),
    Rule(
        "restricted-block",
        "A restricted block has a beginning and an end, and stands in no other block.",
        "It has to be clear what is withheld and from whom.",
        "Write `{% call restricted('SOURCE') %}` before it and `{% endcall %}` after it.",
    ),
    Rule(
        "withheld-dataset",
        "A dataset that an edition may not show stands inside a block of its source.",
        "The readers of that edition see the notice of the source in its place.",
        "Put the block around it that the message shows.",
    ),
    Rule(
        "missing-from-pack",
        "The restricted pack holds what the policy says it holds.",
        "A page asks for it.",
        "Add the files to the pack, or use the latest pack.",
    ),
    Rule(
        "awaited-data",
        "Numbers are taken from a dataset that has its data.",
        "A dataset that still awaits its data has no rows.",
        "Add its CSV, or leave the number out until it comes.",
    ),
    Rule(
        "column-kind",
        "A macro is given a column of the kind that it needs.",
        "Text has no sum, and a number has no words.",
        "Name another column, or use another macro.",
    ),
    Rule(
        "expression",
        "Expressions and references are written in full, every bracket closed.",
        "What cannot be read cannot be computed or compared.",
        "Write DATASET/ROW/COLUMN for a cell, and the operation as the guide shows.",
    ),
    Rule(
        "unsuitable-chart",
        "A chart suits the data that it shows.",
        "A chart of the wrong kind misleads, or cannot be drawn.",
        "Use the chart or the columns that the message names, or show a table.",
    ),
    Rule(
        "figure-twice",
        "A page shows each figure once.",
        "Its heading, number and downloads would stand there twice.",
        "Delete one of the two, and refer to the figure in words.",
    ),
    Rule(
        "no-findings",
        "A page that shows key findings lists them in its front matter.",
        "Findings are written once and shown on the summary page too.",
        "Write `findings:` in the front matter.",
    ),
    Rule(
        "printed-claim",
        "A number of the signed-off document is recorded as it was printed.",
        "It is compared with what the data give.",
        "Correct the row in the list of printed claims.",
    ),
    Rule(
        "same-quantity",
        "Two numbers that are declared to be the same are the same, or say why not.",
        "Readers find the same thing under two numbers and trust neither.",
        "Correct the data, or declare the reason with a note for the reader.",
    ),
)
_MARKDOWN = (
    Rule(
        "markdown-lost",
        "What looks like Markdown has its effect on the page.",
        "Without it readers see the signs that you typed, or items run together in one line.",
        "Write it as the message shows.",
    ),
    Rule(
        "markdown-refused",
        "Pages use the Markdown that the guide lists.",
        "Anything else would be published as you typed it.",
        "Use what the message offers in its place.",
    ),
    Rule(
        "placeholder",
        "A text is finished: it holds no placeholder, no note to whoever writes it, and nothing that a program noted.",
        "Readers would see [INSERT FIGURE], TBC, XX% or the mark of a comment as they stand.",
        "Write what is to stand there, or take it out. For a page that must wait, write draft: true.",
    ),
    Rule(
        "written-twice",
        "What a macro writes is not typed beside it, nor a sign that its number does not have.",
        "Readers would see 12%%, down up 12%, or 1,204% where 1,204 people are meant.",
        "Take out the sign or the word beside the macro.",
    ),
    Rule(
        "html-refused",
        "Raw HTML on a page is limited to a few harmless elements, without scripts, styles or foreign addresses.",
        "Anything more can follow readers, break the page, or leave out those who use a screen reader.",
        "Write it in Markdown, or link to it.",
    ),
    Rule(
        "broken-link",
        "Every link and picture leads to a page or a file that exists.",
        "Readers would find nothing there.",
        "Write the path from this page to the file, such as ../2-background/index.md.",
    ),
    Rule(
        "broken-anchor",
        "A link to a part of a page names a heading that the page has.",
        "The reader would land at the top of the page instead.",
        "Write the heading that the message offers.",
    ),
    Rule(
        "withheld-link",
        "A page links only to what its readers may see.",
        "They would find nothing there, or learn that it exists.",
        "Put the link inside a restricted block, or on a page for the same readers.",
    ),
    Rule(
        "image-without-text",
        "Every picture has a text that says what it shows.",
        "Those who cannot see it need the text; the law asks for it.",
        "Write it between the brackets: `![A map of the wards](map.png)`.",
    ),
    Rule(
        "heading-level",
        "Headings go down one level at a time, and a page has one title.",
        "People who move by headings would think that a part is missing.",
        "Use the number of # that the message shows.",
    ),
    Rule(
        "heading-twice",
        "No two headings of a page say the same.",
        "A link to one of them could lead to the other, and nobody could tell them apart in the contents.",
        "Say in the heading what tells them apart.",
    ),
    Rule(
        "table-shape",
        "A table has a heading, a line of dashes, and as many cells in each row.",
        "Otherwise its rows are shown as text.",
        "Correct the row at the line in the message.",
    ),
    Rule(
        "shorthand-code",
        "A code in square brackets is one that the site explains.",
        "Readers look codes up in the list above the table.",
        "Use a code of the list, or write the word.",
    ),
)
_WORDS = (
    Rule(
        "house-style",
        "Words are written as the house style in style.yml asks.",
        "One site speaks with one voice.",
        "Write what the message shows.",
    ),
    Rule(
        "abbreviation-unexplained",
        "An abbreviation is explained by the glossary, or where a page first uses it.",
        "Most readers do not know it.",
        "Write Full Name (FN) at first use, or add a line to glossary.yml.",
    ),
    Rule(
        "typed-number",
        "Numbers come from data, or are of a kind that wording.yml allows to be typed.",
        "A typed number does not change when the data do.",
        "Use a macro such as `{{ n('DATASET', 'ROW', 'COLUMN') }}`.",
    ),
    Rule(
        "older-year",
        "A sentence about the assessment names no year before the assessment's own.",
        "What was written for last year's assessment would be published as this year's.",
        "Write `{{ assessment_year() }}`, or list the words under `exempt:` in wording.yml with the reason.",
    ),
    Rule(
        "twin-missing",
        "A page in another language has its twin: the page that says the same in the language of the site.",
        "Each of the two leads its readers to the other.",
        "Write `twin: PAGE.md` into its front matter, or `twin: none` where it has none.",
    ),
    Rule(
        "twin-numbers",
        "Two pages that say the same in two languages take their numbers from the same cells.",
        "Readers of one language would be told less than those of the other, or something else.",
        "Give both pages the same figures and the numbers of the same cells.",
    ),
    Rule(
        "mixed-periods",
        "Numbers that stand side by side in a sentence are of the same period, or the sentence names both.",
        "A change in one year beside a change in another looks like a comparison, and is none.",
        "Bring the data of both to the same period, or name each period.",
    ),
    Rule(
        "document-period",
        "A sentence about one document names the period that it tells of, and not `latest` or `previous`.",
        "What a document said stays said, and next year's numbers are not its own.",
        "Write the period, such as '2022', in place of 'latest'.",
    ),
    Rule(
        "undated-reason",
        "A reason for a change names its period, and so does the change that it explains.",
        "Last year's reason beside this year's change would explain what it had no part in.",
        "Name the year in the sentence, and in the macros of the change.",
    ),
    Rule(
        "unexpected-change",
        "A change in a sentence that reports a result says which way it is expected to go, and goes that way.",
        "A fall that became a rise would still be told as a success.",
        "Add expects='fall' or expects='rise' to the macro. Where the data went the other way, write another sentence.",
    ),
    Rule(
        "stale-period",
        "A period in words, and a column that is worked out, are of the data beside them, and not of the year before.",
        "Readers would take the new numbers for last year's.",
        "Name the latest period, or name earlier columns in place of 'latest'.",
    ),
    Rule(
        "unsupported-comparison",
        "A word that compares is chosen by a macro, or its claim is checked with `says`.",
        "When the data change, the word could become untrue.",
        "Put the word inside says('WORD', 'EXPRESSION').",
    ),
    Rule(
        "says-disagrees",
        "The words of `says` and its expression say the same.",
        "Otherwise a sentence could be checked for something that it does not say.",
        "Correct the words, or the expression.",
    ),
    Rule(
        "untrue-sentence",
        "What `says` expects is true of the data.",
        "The sentence would tell readers something that is not so.",
        "Correct the words, or the data if they are wrong.",
    ),
    Rule(
        "number-of-another",
        "A number is of the row and the year that its sentence speaks of.",
        "A number from the wrong row reads as right as any other.",
        "Name the row and column that the sentence is about.",
    ),
    Rule(
        "small-base",
        "A percentage of very few is given as counts.",
        "One case more would move it by a lot.",
        "Give the counts, with `n` and `difference`.",
    ),
    Rule(
        "unused-exemption",
        "Every exemption in wording.yml is needed by a page.",
        "One that nothing needs would hide the next slip.",
        "Delete the exemption, unless the page has lost its words by mistake.",
    ),
    Rule(
        "section-number",
        "The number of a section or priority in a title, a heading or a link is that of its page.",
        "Readers would look in the wrong place.",
        "Write the number that the message shows.",
    ),
    Rule(
        "figure-number",
        "Text names only figures that it shows or takes numbers from.",
        "A figure that was renumbered would be confused with another.",
        "Correct the number, or show the figure.",
    ),
)
_SITE = (
    Rule(
        "navigation",
        "Every page has one place in the navigation, and every entry has its page.",
        "A page without a place is found by nobody.",
        "Correct `nav:` in mkdocs.yml, or `after:` in the page.",
    ),
    Rule(
        "contents-page",
        "The pages of a section lead to each of its own.",
        "A new page that its section does not name is found by few.",
        "Add a link to it on the contents page of the section.",
    ),
    Rule(
        "other-year",
        "The name of the site, its day of signing, and the periods of datasets and sources go with each other.",
        "A new year that still says last year misleads every reader.",
        "Bring what the message names up to date, or say that it is last year's.",
    ),
    Rule(
        "released-source",
        "A page and its sources agree on who may see them.",
        "What is released is no longer for partners alone, and a page that says so is wrong.",
        "Delete the restricted block or the words that are no longer true.",
    ),
    Rule(
        "left-out",
        "Files that are not for everybody are left out of the public site by mkdocs.yml too.",
        "`mkdocs build` would publish them.",
        "Add the line that the message shows under `exclude_docs:`.",
    ),
    Rule(
        "edition-settings",
        "mkdocs.yml says the same of the public edition as the policy does.",
        "Its pages show what mkdocs.yml says.",
        "Write what redaction/editions.yml says.",
    ),
    Rule(
        "theme-folder",
        "A site overrides the theme in the folder theme/, and mkdocs.yml says so.",
        "`mkdocs build` and `assess build` would show different pages.",
        "Write `custom_dir: theme` under `theme:`, or delete the line and the folder.",
    ),
    Rule(
        "program-name",
        "A site has no Python of its own under the names assess, macros and redaction.",
        "`mkdocs build` would run it in place of the program.",
        "Rename it, or remove it. The policy files stay in redaction/.",
    ),
    Rule(
        "unapproved-file",
        "A file beside the pages is published only after somebody approved it.",
        "Documents and pictures can hold more than they show.",
        "Ask somebody to look at the file, then add the line in the message to docs/attachments.yml.",
    ),
    Rule(
        "picture-size",
        "A picture weighs at most 300 kB and has at most 2,400 pixels on each side.",
        "A larger one takes long to load on a phone, and no reader sees more of it.",
        "Run the command in the message, and have the smaller picture approved.",
    ),
    Rule(
        "attachment-entry",
        "Each line of docs/attachments.yml names a file that exists and may be published.",
        "An approval has to be of one file.",
        "Correct or delete the line.",
    ),
    Rule(
        "correction",
        "A correction is of pages and data that every edition that shows it has.",
        "It would be told where nothing was wrong, or tell readers of what they may not see.",
        "Correct the page or the cells, or move it to the `corrections.yml` of the readers who may see the data.",
    ),
    Rule(
        "lost-address",
        "Every address of the release that went out still leads to a page.",
        "People saved, printed and linked to it.",
        "Put the page back, or write under `extra: redirects:` of mkdocs.yml where its readers go now.",
    ),
    Rule(
        "redirect",
        "Each redirect leads from an address that no page has any more straight to a page that is there.",
        "A reader who follows an old link must arrive, and at once.",
        "Write `old-page.md: new-page.md` under `extra: redirects:` of mkdocs.yml, with the page that is there now.",
    ),
    Rule(
        "attachment-changed",
        "A file that was approved has not changed since.",
        "What is in it now, nobody has looked at.",
        "Put the approved file back, or have the new one approved.",
    ),
    Rule(
        "attachment-unlinked",
        "Every approved file is linked to from a page.",
        "Otherwise no reader finds it.",
        "Add the link in the message, or delete the line.",
    ),
)
_INTAKE = (
    Rule(
        "intake-file",
        "A spreadsheet is one of the kinds that can be read.",
        "An old, encrypted or damaged file cannot be read cell by cell.",
        "Save it as .xlsx or .csv in Excel.",
    ),
    Rule(
        "intake-sheet",
        "It is clear which sheet of a workbook is meant.",
        "A sheet that was picked by chance gives the wrong numbers.",
        "Name it with --sheet.",
    ),
    Rule(
        "intake-table",
        "A sheet holds one table, under one row of headings.",
        "Where there are two it is not clear which one is meant.",
        "Put each table on a sheet of its own.",
    ),
    Rule(
        "intake-heading",
        "Each column has a heading of its own.",
        "The heading becomes the name of the column.",
        "Write a heading in the cell that the message names.",
    ),
    Rule(
        "intake-merged",
        "No cells of a table are merged.",
        "It is not clear which rows or columns a merged cell belongs to.",
        "Unmerge the cells and fill each of them.",
    ),
    Rule(
        "intake-hidden",
        "A table has no hidden rows or columns.",
        "Nobody has looked at what is in them.",
        "Show them, and delete them if they are not to be used.",
    ),
    Rule(
        "intake-cell",
        "Each cell of a table can be read as what its column holds.",
        "A cell that has to be guessed gives a number that nobody published.",
        "Correct the cell in the spreadsheet.",
    ),
)
_PROTECTION = (
    Rule(
        "protection-policy",
        "The policy of small counts says of each measure what can be done with it.",
        "A threshold, a tree or a mode that does not hold together protects nobody.",
        "Correct redaction/protection.yml at the line in the message.",
    ),
    Rule(
        "counts-table",
        "A table of counts has a column for each dimension of its policy, and a whole number in each row.",
        "A cell that is left out or counted twice makes every total wrong.",
        "Correct the table, or the trees of the policy.",
    ),
    Rule(
        "shown-count",
        "A table whose small counts are protected shows none below its threshold.",
        "Somebody who knows the place may know who they are.",
        "Run `assess protect`, or correct the threshold of the policy.",
    ),
    Rule(
        "narrowed-count",
        "What a site publishes leaves each withheld count the range that its policy asks for, or at least two values.",
        "A percentage, a change, a rank, an order or last year's table can give away a count that a table withholds.",
        "Make the change in the message: the statement that it names is the one that gives the counts away.",
    ),
    Rule(
        "contradicted-count",
        "What is published beside withheld counts can all be true.",
        "Numbers that contradict one another are wrong somewhere, and nobody can say what they give away.",
        "Correct the totals, percentages or order of the table.",
    ),
    Rule(
        "protected-table",
        "A table whose small counts are protected is what its policy and its counts give.",
        "A number that was put back by hand can give away those beside it.",
        "Run `assess protect`, and look at what it wrote.",
    ),
)

_RECORDS = (
    Rule(
        "records-declaration",
        "What intake.yml declares fits together.",
        "Records would be counted otherwise than somebody meant.",
        "Mend the line that the message names, as it shows.",
    ),
    Rule(
        "records-file",
        "Each file of records, and each look-up, is there and can be read.",
        "Counts of a part of the records look like counts of all.",
        "Put the file in its place in the pack, whole, or mend its name in intake.yml.",
    ),
    Rule(
        "records-heading",
        "Each heading that intake.yml names stands once in its file.",
        "Without it, a column cannot be told from its neighbours.",
        "Write the heading as the file has it under `heading:`.",
    ),
    Rule(
        "records-refused",
        "No more records are refused than the source allows.",
        "Counts that leave out many records say too little, and nobody would see it.",
        "Look at the refused records in the pack, and mend them, or the declaration of their columns.",
    ),
    Rule(
        "records-lookup",
        "A look-up has one value for each key.",
        "With two, chance would say which area a record lies in.",
        "Delete the rows of the look-up that are wrong.",
    ),
    Rule(
        "records-unmatched",
        "No more records are without a match in a look-up than it allows.",
        "A look-up that is out of date moves records from every area to none.",
        "Use a newer look-up, or say `unmatched_at_most:` after you have seen why they have no match.",
    ),
    Rule(
        "records-dimension",
        "The values of a dimension have ids that differ.",
        "Two values under one id would be counted as one.",
        "Declare the codes of the column, each with a label.",
    ),
    Rule(
        "records-adjustment",
        "The file that `adjust:` names has a function that gives back the same cells with other numbers.",
        "Cells that come or go would make totals that nobody can follow.",
        "Mend the function in the pack.",
    ),
)

GROUPS: Mapping[str, tuple[Rule, ...]] = {
    "Files": _FILES,
    "YAML and front matter": _YAML,
    "Datasets": _DATA,
    "Policy": _POLICY,
    "Macros": _MACROS,
    "Markdown and HTML": _MARKDOWN,
    "Words and numbers": _WORDS,
    "The site and its attachments": _SITE,
    "Spreadsheets": _INTAKE,
    "Small counts": _PROTECTION,
    "Records": _RECORDS,
}


def by_code(groups: Iterable[Iterable[Rule]]) -> dict[str, Rule]:
    """Rules by their codes."""
    return {rule.code: rule for group in groups for rule in group}


RULES: Mapping[str, Rule] = by_code(GROUPS.values())
# Where one of these is broken, the words of the same lines are not what their author meant.
SPOILING = frozenset(
    [
        "front-matter",
        "html-refused",
        "macro-place",
        "macro-syntax",
        "markdown-lost",
        "markdown-refused",
        "merge-conflict",
        "other-year",
        "placeholder",
        "says-disagrees",
        "text-unquoted",
        "written-twice",
        "yaml-syntax",
    ]
)
