"""Short forms of first names, written for these tests."""

_SHORT = """
Alexander Alex Sascha; Alexandra Alex Sandra; Alexandre Alex; Alessandro Ale Sandro
Alessandra Ale Sandra; Andrew Andy Drew; Anthony Tony; Antonio Toni Toño; Antonia Toni; Benjamin Ben
Catherine Cathy Kate; Charles Charlie Chuck; Charlotte Lotte Charlie; Christian Chris
Christina Tina Chris; Christine Chris Tina; Christopher Chris; Daniel Dan Danny; David Dave
Deborah Debbie Deb; Donald Don; Dorothy Dot; Edward Ed Ted; Elisabeth Lisa Sissi
Elizabeth Liz Beth Lizzie; Emily Em; Francisco Paco Fran; Francesco Franco Checco; Francesca Franca
Frederick Fred; Frédéric Fred; Friedrich Fritz; Gabriela Gabi; Gabriele Gabi; Georgina Gina
Giovanni Gianni Vanni; Giuseppe Peppe Beppe; Gregory Greg; Guadalupe Lupe; Hans-Peter Hans
Heinrich Heinz; Helen Nell; Ignacio Nacho; Isabel Isa; Jacob Jake; James Jim Jimmy; Jennifer Jen Jenny
Jessica Jess; Joanne Jo; Johannes Hannes Jo; John Jack Johnny; Jonathan Jon; Joseph Joe; José Pepe
Jose Pepe; Josefina Pepa; Judith Judy; Karl-Heinz Heinz Karl; Katharina Kathi Katja
Katherine Kate Kathy; Kathleen Kathy; Kenneth Ken; Kimberly Kim; Laurence Larry; Lawrence Larry
Ludwig Lutz; Luigi Gigi; Manuel Manolo Manu; Manuela Manu; Margaret Maggie Peggy; Margarete Grete
Maria Mia; Matthew Matt; Matthias Matze Matt; Maximilian Max; Michael Mike Mick; Michaela Michi
Nicholas Nick; Nicolas Nico; Nicole Nicky; Nikolaus Klaus Niko; Pamela Pam; Patricia Pat Trish
Patrick Pat Paddy; Peter Pete; Philip Phil; Philippe Phil; Rafael Rafa; Raymond Ray; Rebecca Becky
Richard Dick Rick; Robert Bob Rob; Roberto Beto; Ronald Ron; Samantha Sam; Samuel Sam
Sebastian Basti Seb; Stefan Steff; Stephanie Steffi Steph; Stephen Steve; Steven Steve; Susan Sue
Susanne Susi; Theresa Tess; Thomas Tom Tommy; Timothy Tim; Valentina Vale; Victoria Vicky; Vincent Vince
Vincenzo Enzo; William Bill Will; Wolfgang Wolf; Zachary Zach; Johanna Hanna; Cornelis Cor Kees
Hendrik Henk; Wilhelmina Mina; Constantin Costin; Alexandru Alex Sandu; Gheorghe Gigi; Elena Lena
Mihaela Miha; Ștefan Fane; Margarida Guida
"""
SHORT_FORMS = {
    words[0]: tuple(words[1:]) for entry in _SHORT.replace("\n", ";").split(";") if (words := entry.split())
}
"""By first name."""
