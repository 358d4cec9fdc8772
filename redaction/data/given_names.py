"""Given names that are common in England and Wales, by which a column of people is known."""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    """
    aaron abdul abdullah abigail abraham adam adrian agnes ahmed aidan aisha alan albert alex alexander
    alexandra alfie alfred ali alice alison amanda amber amelia amina amir amy ana andrea andrew angela anita
    ann anna anne annie anthony antonio archie arthur ashley audrey ava barbara barry ben benjamin bernard beth
    bethany betty beverley bilal brenda brian bridget bruce callum cameron carl carol caroline carolyn catherine
    charles charlie charlotte cheryl chloe chris christian christina christine christopher claire clare clive
    colin connor craig daisy damian daniel danielle darren dave david dawn dean deborah debra denise dennis
    derek diana diane dominic donald donna doreen dorothy douglas duncan dylan edith edward eileen elaine
    eleanor elena elizabeth ella ellen ellie elsie emily emma eric erin ernest ethan eva evelyn evie faith farah
    fatima fiona florence frances francis frank fred freddie frederick freya gareth gary gavin geoffrey george
    georgia georgina gerald gillian gina glenn gloria gordon grace graham grant greg gregory hamza hannah harold
    harriet harry harvey hassan hayley hazel heather helen henry hilary holly howard hugh hussain ian ibrahim
    imran irene iris isaac isabel isabella isla isobel jack jackie jacob jacqueline jade jake james jamie jan
    jane janet janice jasmine jason jayden jean jeffrey jennifer jenny jeremy jessica jill jim joan joanna
    joanne joe joel john jonathan jordan jose joseph josephine josh joshua joyce juan judith julia julian julie
    june justin karen karl kate katherine kathleen kathryn katie kayleigh keith kelly kenneth kerry kevin
    khadija kieran kim kimberley kirsty krzysztof kyle laura lauren lawrence leah lee leo leon leonard lesley
    leslie lewis liam lilian lily linda lindsay lisa logan lorraine louis louise lucas lucy luke lydia lynn
    lynne maisie malcolm mandy marc marcus margaret maria marian marie marilyn marion mark martin mary maryam
    mason matilda matthew maureen max megan melanie melissa mia michael michelle mike mohamed mohammad mohammed
    moira molly monica muhammad nadia nancy naomi natalie natasha nathan neil nicholas nicola nicole nigel noah
    noor norman oliver olivia omar oscar owen pamela patricia patrick paul paula pauline penelope peter philip
    phillip phoebe phyllis piotr poppy priya rachel ralph raymond rebecca reece rhys richard rita robert robin
    roger ronald rosa rose rosemary rosie ross roy ruby russell ruth ryan sabrina sally sam samantha samuel
    sandra sanjay sara sarah scott sean sebastian shane shannon sharon shaun sheila shirley sian simon sofia
    sonia sophia sophie stacey stanley stephanie stephen steve steven stewart stuart susan suzanne sylvia tanya
    tara terence teresa terry thomas thomasz tim timothy toby tom tomasz tony tracey tracy trevor tyler usman
    vanessa vera veronica victor victoria vincent violet virginia wayne wendy william yasmin yusuf yvonne
    zachary zara zoe
    """.split()  # noqa: SIM905  # a list of words reads so
)
